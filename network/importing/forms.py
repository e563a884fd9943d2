from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.drafts import sign_of
from portal.forms import NOT_CONTENT, NumberField, SentAnewForm
from portal.pages import language_name
from portal.readings import plain_text

from .columns import guess_columns
from .enums import Column
from .models import MemberImport
from .my_numbers import TAKEN_OUT
from .reading import Book, Choice, choice_of, hides_something, read_book, table
from .tables import MAX_BYTES, Sheet, Table, Unreadable, UnreadableError
from .text_files import decoded
from .texts import encoding_in_words, why_unreadable

LINES_SHOWN = 3
LETTERS_SHOWN = 6
SAMPLE_LENGTH = 40


class SpreadsheetForm(SentAnewForm):
    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        help_text=gettext_lazy(
            "XLSX or CSV, up to 5 MB and 5,000 lines. One row names the columns, one of which holds the network ID; "
            "the members stand below it. You see what would happen before anything is changed."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
        error_messages={"required": gettext_lazy("Choose a file."), "empty": gettext_lazy("This file is empty.")},
    )
    book: Book

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        try:
            if (file.size or 0) > MAX_BYTES:
                raise UnreadableError(Unreadable.TOO_LARGE)
            self.book = read_book(file.read())
        except UnreadableError as unreadable:
            raise ValidationError(why_unreadable(unreadable.reason)) from unreadable
        return file

    def said(self) -> str:
        file: UploadedFile = self.cleaned_data["file"]
        file.seek(0)
        return hashlib.sha256(file.read()).hexdigest()

    @property
    def file_name(self) -> str:
        return plain_text(self.cleaned_data["file"].name)


class ReadingForm(forms.Form):
    """How a file is meant: asked only for what the file leaves open."""

    sheet = forms.TypedChoiceField(label=gettext_lazy("Sheet with the members"), coerce=int, widget=forms.RadioSelect)
    encoding = forms.ChoiceField(
        label=gettext_lazy("Which of these is written right?"),
        help_text=gettext_lazy("The file doesn't say how its letters were saved. Choose the line without a wrong one."),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy(
                "Choose one. If none is right, save the file as XLSX or as CSV UTF-8, and send it again."
            )
        },
    )
    header = NumberField(
        label=gettext_lazy("Number of the row that names the columns"),
        help_text=gettext_lazy("Leave it empty, and the portal looks for it."),
        required=False,
        min_value=1,
    )
    with_hidden = forms.BooleanField(
        label=gettext_lazy("Import hidden rows and columns too"),
        help_text=gettext_lazy("Whoever opens the file doesn't see them; a filter may have hidden them."),
        required=False,
    )

    def __init__(self, data: Any, *, book: Book, choice: Choice) -> None:
        self.book, self.choice = book, choice
        initial = choice.as_data() | {"encoding": choice.encoding if len(book.encodings) == 1 else None}
        super().__init__(data, initial=initial)
        self._offer("sheet", [(at, _described(sheet, choice.encoding)) for at, sheet in enumerate(book.sheets)])
        self._offer("encoding", _encodings(book))
        if len(book.sheets) == 1:
            del self.fields["sheet"]
        if not book.encodings:
            del self.fields["encoding"]
        if not hides_something(book):
            del self.fields["with_hidden"]

    def _offer(self, name: str, choices: Sequence[tuple[int | str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        sheet = cleaned.get("sheet", self.choice.sheet)
        found = choice_of(self.book, sheet, cleaned.get("encoding", ""), with_hidden=cleaned.get("with_hidden", False))
        is_other_sheet = sheet != self.choice.sheet and cleaned["header"] == self.choice.header
        self.chosen = found if is_other_sheet or not cleaned["header"] else replace(found, header=cleaned["header"])
        try:
            table(self.book, self.chosen)
        except UnreadableError:
            self.add_error("header", _("This row is empty, or nothing stands below it."))
        return cleaned


def _described(sheet: Sheet, encoding: str) -> str:
    """Its name, and how it begins."""
    beginning = " · ".join(filter(None, decoded(sheet, encoding).rows[0].cells))
    name = _("%(sheet)s (hidden)") % {"sheet": sheet.name} if sheet.is_hidden else sheet.name
    return f"{name}: {_shortened(beginning)}"


def _encodings(book: Book) -> list[tuple[str, str]]:
    """Each with what it makes of the letters that are in doubt; those that make the same of them are one."""
    strange = [cell for row in book.sheets[0].rows for cell in row.cells if not cell.isascii()]
    by_words: dict[str, str] = {}
    for encoding in book.encodings:
        words = (cell.encode("latin-1").decode(encoding, "replace").strip() for cell in strange)
        by_words.setdefault("\n".join(words), encoding)
    return [
        (encoding, f"{' · '.join(map(_shortened, words.splitlines()[:LETTERS_SHOWN]))} ({encoding_in_words(encoding)})")
        for words, encoding in by_words.items()
    ]


class ColumnsForm(forms.Form):
    """What each column of the file is; guessed, and open to correction.

    Its fields are named by a sign of the columns that it shows: what was chosen for others fits none of them, be it
    sent by a page from before or filled in by a browser that goes back.
    """

    usual_language = forms.ChoiceField(
        label=gettext_lazy("Language for reading, where a line says none"),
        choices=[(code, language_name(code)) for code, _name in settings.LANGUAGES],
    )

    def __init__(self, data: Any, *, member_import: MemberImport, whole: Table) -> None:
        self.table = whole
        shown = {"names": whole.header, "cells": [row.cells for row in whole.rows[:LINES_SHOWN]]}
        initial = {"usual_language": member_import.usual_language or "ja"}
        super().__init__(data, initial=initial, prefix=sign_of(shown))
        places = {place: column for column, place in member_import.mapping.items()}
        chosen = [places.get(place, "") for place in range(len(self.table.header))] if places else self._guessed()
        for place, column in enumerate(chosen):
            self.fields[_field(place)] = forms.ChoiceField(
                label=self.table.header[place] or _("Column %(number)d") % {"number": place + 1},
                choices=[("", _("Leave out")), *Column.choices],
                initial=column,
                required=False,
            )

    @property
    def is_of_other_columns(self) -> bool:
        return self.add_prefix("usual_language") not in self.data

    @property
    def sign(self) -> str:
        """Of what was sent, and for which columns."""
        return sign_of({name: value for name, value in self.data.items() if name not in NOT_CONTENT})

    def _guessed(self) -> list[str]:
        return [column.value if column else "" for column in guess_columns(self.table.header)]

    def columns(self) -> list[tuple[forms.BoundField, list[str]]]:
        """Each column with what stands in its first lines."""
        first = [row.cells for row in self.table.rows[:LINES_SHOWN]]
        return [
            (self[_field(place)], [_shown(cells[place]) for cells in first]) for place in range(len(self.table.header))
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            chosen = Counter(cleaned[_field(place)] for place in range(len(self.table.header)))
            twice = [str(Column(column).label) for column, times in chosen.items() if column and times > 1]
            if twice:
                raise ValidationError(
                    _("More than one column is said to be this: %(columns)s. Leave out all but one."),
                    params={"columns": ", ".join(twice)},
                )
            if Column.NETWORK_ID not in chosen:
                raise ValidationError(
                    _("Choose the column that holds the network ID. Without it no member can be told from another.")
                )
        return cleaned

    def mapping(self) -> dict[Column, int]:
        chosen = {place: self.cleaned_data[_field(place)] for place in range(len(self.table.header))}
        return {Column(column): place for place, column in chosen.items() if column}


def _field(place: int) -> str:
    return f"column_{place}"


def _shown(cell: str) -> str:
    return _("(an individual number, not stored)") if cell == TAKEN_OUT else _shortened(cell)


def _shortened(cell: str) -> str:
    return cell if len(cell) <= SAMPLE_LENGTH else f"{cell[: SAMPLE_LENGTH - 1]}…"
