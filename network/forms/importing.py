from __future__ import annotations

from collections import Counter
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.forms import IdempotentForm
from portal.pages import language_name
from portal.readings import plain_text

from ..importing.columns import Column, guess_columns
from ..importing.reading import MAX_BYTES, Table, Unreadable, UnreadableError, read_table
from ..importing.sentences import why_unreadable
from ..models import MemberImport

LINES_SHOWN = 3
SAMPLE_LENGTH = 40


class SpreadsheetForm(IdempotentForm):
    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        help_text=gettext_lazy(
            "XLSX (first sheet) or CSV, up to 5 MB and 5,000 lines. The first row names the columns; one of them holds "
            "the network ID. You see what would happen before anything is changed."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
        error_messages={"required": gettext_lazy("Choose a file."), "empty": gettext_lazy("This file is empty.")},
    )
    table: Table

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        try:
            if (file.size or 0) > MAX_BYTES:
                raise UnreadableError(Unreadable.TOO_LARGE)
            self.table = read_table(file.read())
        except UnreadableError as unreadable:
            raise ValidationError(why_unreadable(unreadable.reason)) from unreadable
        return file

    @property
    def file_name(self) -> str:
        return plain_text(self.cleaned_data["file"].name)


class ColumnsForm(forms.Form):
    """What each column of the file is; guessed, and open to correction."""

    usual_language = forms.ChoiceField(
        label=gettext_lazy("Language for reading, where a line says none"),
        choices=[(code, language_name(code)) for code, _name in settings.LANGUAGES],
    )

    def __init__(self, data: Any, *, member_import: MemberImport) -> None:
        self.rows = Table.from_data(member_import.rows)
        super().__init__(data, initial={"usual_language": member_import.usual_language or "ja"})
        places = {place: column for column, place in member_import.mapping.items()}
        chosen = [places.get(place, "") for place in range(len(self.rows.header))] if places else self._guessed()
        for place, column in enumerate(chosen):
            self.fields[_field(place)] = forms.ChoiceField(
                label=self.rows.header[place] or _("Column %(number)d") % {"number": place + 1},
                choices=[("", _("Leave out")), *Column.choices],
                initial=column,
                required=False,
            )

    def _guessed(self) -> list[str]:
        return [column.value if column else "" for column in guess_columns(self.rows.header)]

    def columns(self) -> list[tuple[forms.BoundField, list[str]]]:
        """Each column with what stands in its first lines."""
        first = [cells for _number, cells in self.rows.lines[:LINES_SHOWN]]
        return [
            (self[_field(place)], [_shortened(cells[place]) for cells in first])
            for place in range(len(self.rows.header))
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            chosen = Counter(cleaned[_field(place)] for place in range(len(self.rows.header)))
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
        chosen = {place: self.cleaned_data[_field(place)] for place in range(len(self.rows.header))}
        return {Column(column): place for place, column in chosen.items() if column}


def _field(place: int) -> str:
    return f"column_{place}"


def _shortened(cell: str) -> str:
    return cell if len(cell) <= SAMPLE_LENGTH else f"{cell[: SAMPLE_LENGTH - 1]}…"
