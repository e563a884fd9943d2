"""What the report says in words, and the report as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.figures.spreadsheets import harmless

from .enums import Column, Outcome
from .mistakes import Reason
from .models import ImportLine
from .rules import UNDO_WITHIN, NoUndoing, Stay
from .tables import MAX_COLUMNS, MAX_LINES, Unreadable

UNREADABLE = {
    Unreadable.EMPTY: gettext_lazy("This file is empty."),
    Unreadable.ONLY_A_HEADER: gettext_lazy(
        "There is only one row with text. The first row names the columns, the members stand below it."
    ),
    Unreadable.TOO_LARGE: gettext_lazy("This file is larger than 5 MB. Split it into several files."),
    Unreadable.TOO_LARGE_UNPACKED: gettext_lazy(
        "Unpacked, this workbook is too large. Copy the members alone into a new workbook, or save the sheet as CSV."
    ),
    Unreadable.TOO_MANY_LINES: gettext_lazy("There are more than %(count)d lines. Split them into several files."),
    Unreadable.TOO_MANY_COLUMNS: gettext_lazy(
        "There are more than %(count)d columns. Delete those that the portal doesn't need."
    ),
    Unreadable.NO_SPREADSHEET: gettext_lazy("This is no spreadsheet, or it is damaged. Save it as XLSX or CSV."),
    Unreadable.PROTECTED: gettext_lazy(
        "This workbook is protected by a password. Save it without one: the portal keeps it encrypted."
    ),
    Unreadable.OLD_FORMAT: gettext_lazy("This is the old XLS format. Save it as XLSX or CSV."),
    Unreadable.WRONG_ENCODING: gettext_lazy(
        "The letters of this file can't be read. Save it as XLSX, or as CSV UTF-8."
    ),
}
COUNTS = {Unreadable.TOO_MANY_LINES: MAX_LINES, Unreadable.TOO_MANY_COLUMNS: MAX_COLUMNS}

# Of network.importing.text_files.ENCODINGS.
ENCODINGS = {
    "cp932": gettext_lazy("Japanese of Windows"),
    "euc_jp": gettext_lazy("Japanese of Unix"),
    "cp1252": gettext_lazy("western European"),
    "cp1250": gettext_lazy("central European"),
    "cp1258": gettext_lazy("Vietnamese of Windows"),
}

REASONS = {
    Reason.MISSING: gettext_lazy("Nothing stands here, but it is needed."),
    Reason.TOO_LONG: gettext_lazy("This text is too long."),
    Reason.FORMULA_ERROR: gettext_lazy("The formula in this cell has no result."),
    Reason.NUMBER_FORMAT: gettext_lazy(
        "The number format of this cell can't be read, so nobody can tell what the cell shows. "
        "Choose the format “Text” for it, and type what it should show."
    ),
    Reason.TURNED_INTO_A_DAY: gettext_lazy(
        "The spreadsheet program has made a date or a time of this cell. "
        "Choose the format “Text” for it, and type it anew."
    ),
    Reason.MERGED: gettext_lazy("This cell is merged with the one above. Write in each line what it says."),
    Reason.LOST_LETTERS: gettext_lazy("A letter of this text was lost when the file was saved (�). Type it anew."),
    Reason.MY_NUMBER: gettext_lazy(
        "This can be an individual number (My Number), whole or without its first zero. None is ever kept: it was not "
        "stored. "
        "A telephone number begins with 0, that of another country with +."
    ),
    Reason.TELLS_MORE: gettext_lazy("A name alone belongs here: no telephone, address or other number of a person."),
    Reason.NO_LETTERS: gettext_lazy("A network ID needs letters or digits."),
    Reason.NO_ADDRESS: gettext_lazy("This is no e-mail address."),
    Reason.NO_TELEPHONE: gettext_lazy("This is no telephone number. Write one number with 9 to 15 digits."),
    Reason.MORE_THAN_A_NUMBER: gettext_lazy(
        "Beside the number stands something else, as an extension or a note, which would be lost. "
        "Write one number alone."
    ),
    Reason.NO_POSTAL_CODE: gettext_lazy(
        "A postal code has 7 digits. A spreadsheet may have dropped zeros at the beginning."
    ),
    Reason.UNKNOWN_PREFECTURE: gettext_lazy("No prefecture has this name or number."),
    Reason.UNKNOWN_LANGUAGE: gettext_lazy(
        "The portal doesn't know this language. Put commas between several; write “Other” for one that isn't listed."
    ),
    Reason.UNKNOWN_LEVEL: gettext_lazy(
        "In brackets stands how well the language is spoken: mother tongue, fluent or everyday."
    ),
    Reason.NOT_A_READING_LANGUAGE: gettext_lazy("The portal doesn't write in this language."),
    Reason.NOT_YES_OR_NO: gettext_lazy("Write yes or no. An x can mean both."),
    Reason.NO_DAY: gettext_lazy("This is no date. Write it as 2024-04-01 or 令和6年4月1日, year first."),
    Reason.NO_SUCH_DAY: gettext_lazy("The calendar has no such day."),
    Reason.IN_THE_FUTURE: gettext_lazy("This day is still to come."),
    Reason.TOO_LONG_AGO: gettext_lazy("This day is too long ago; is the year right?"),
    Reason.CONTRADICTION: gettext_lazy("This says no, but there is a day on which the experience was confirmed."),
    Reason.QUOTATION_MARK: gettext_lazy(
        "A quotation mark is missing or too many here or nearby, so that nobody can tell where this line begins "
        "and ends. Lines without this doubt are read."
    ),
    Reason.TWICE_IN_THE_FILE: gettext_lazy("Another line of this file has the same."),
    Reason.LIKE_ANOTHER_ID: gettext_lazy(
        "When typed by hand, it can't be told from another member's network ID. "
        "If it is the same person, write it as it stands in the portal."
    ),
    Reason.ADDRESS_TAKEN: gettext_lazy("Somebody else signs in with this address."),
    Reason.HAS_LEFT: gettext_lazy("The member with this network ID has left. Network IDs are never given again."),
    Reason.OWN_RECORD: gettext_lazy("This is you. Somebody else has to import this line."),
    Reason.LOGIN_OF_ANOTHER_NAME: gettext_lazy(
        "The member with this network ID has another name and no login yet. Check the ID, or leave the address out."
    ),
}


NO_UNDOING = {
    NoUndoing.NOT_IMPORTED: gettext_lazy("There is nothing to undo: this file is not imported, or undone already."),
    NoUndoing.NOT_REMEMBERED: gettext_lazy(
        "When this file was imported, the portal did not remember yet what it filled in. So it can't be undone."
    ),
    NoUndoing.TOO_LATE: gettext_lazy(
        "This file was imported more than %(days)d days ago. It can't be undone any more."
    ),
}

STAYS = {
    Stay.GONE: gettext_lazy("This record was joined with another one or is not there any more."),
    Stay.OWN_RECORD: gettext_lazy("This is you. Somebody else would have to undo this line."),
    Stay.CHANGED: gettext_lazy("Changed since the import."),
    Stay.FILLED_LATER: gettext_lazy(
        "A later import has filled in more. The member goes only if that one is undone first."
    ),
    Stay.LOGIN_USED: gettext_lazy("The member has used the login since."),
    Stay.IN_USE: gettext_lazy("Since then something belongs to it, as papers, a seat or a watched lecture."),
    Stay.RELIED_ON: gettext_lazy("Since then something rests on it, as a claim, a seat in a session or an offer."),
    Stay.CONFIRMED: gettext_lazy("The office has confirmed the experience by itself since."),
}


def why_no_undoing(reason: NoUndoing) -> str:
    return str(NO_UNDOING[reason]) % {"days": UNDO_WITHIN.days}


def why_it_stays(column: str | None, why: str) -> str:
    sentence = str(STAYS[Stay(why)])
    return f"{Column(column).label}: {sentence}" if column else sentence


def why_unreadable(reason: Unreadable) -> str:
    return str(UNREADABLE[reason]) % {"count": COUNTS.get(reason, 0)}


def encoding_in_words(encoding: str) -> str:
    return str(ENCODINGS[encoding])


def left_out_in_words(left_out: Mapping[str, Sequence[object]]) -> list[str]:
    """What of a file was not taken, a sentence for each reason."""
    sentences = {
        "above": _("Rows above the names of the columns, left out: %(names)s. Do members stand there? Send them anew."),
        "sheets": _("Hidden sheets, left out: %(names)s."),
        "other_sheets": _("Other sheets of the file, not read: %(names)s."),
        "rows": _("Hidden rows, left out: %(names)s."),
        "columns": _("Hidden columns, left out: %(names)s."),
        "never_kept": _("Individual numbers (My Number) are never kept. These columns were not stored: %(names)s."),
        "emptied": _("Rows that hold nothing but what was left out, not read: %(names)s."),
        "not_chosen": _("Columns that nobody chose, forgotten: %(names)s."),
    }
    return [
        sentence % {"names": ", ".join(_runs(left_out[key]))}
        for key, sentence in sentences.items()
        if left_out.get(key)
    ]


def _runs(names: Sequence[object]) -> Iterator[str]:
    """Numbers that follow each other are one: 1–4."""
    numbered = [(at, name) for at, name in enumerate(names) if isinstance(name, int)]
    for _distance, run in groupby(numbered, key=lambda one: one[1] - one[0]):
        numbers = [number for _at, number in run]
        yield str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
    yield from (str(name) or _("without a name") for name in names if not isinstance(name, int))


def remarks(line: ImportLine) -> list[str]:
    """All that is to be said of a line, each with the name of its column."""
    wrong = [f"{Column(column).label}: {REASONS[Reason(reason)]}" for column, reason in line.problems]
    if line.outcome == Outcome.CHANGED:
        wrong.append(_("Filled in: %(columns)s.") % {"columns": _named(line.fills)})
    if line.id_was_taken_back:
        wrong.append(_("A member with this network ID was removed when an import was undone. Is it the same person?"))
    if line.differs:
        wrong.append(
            _("Not the same in the portal, and left as it is there: %(columns)s.") % {"columns": _named(line.differs)}
        )
    if line.registered_as is not None:
        wrong.append(registered_as(line))
    return wrong


def registered_as(line: ImportLine) -> str:
    """Beside it stands the way to the desk's step."""
    return _("Registered online as %(network_id)s, with this address. It is left out here: join the two records.") % {
        "network_id": line.registered_as
    }


def _named(columns: Iterable[str]) -> str:
    return ", ".join(str(Column(column).label) for column in columns)


def what_stays(line: ImportLine) -> list[str]:
    """Of a line that was undone."""
    return [why_it_stays(column, why) for column, why in line.stays]


def report_file(lines: Iterable[ImportLine], *, with_undoing: bool) -> str:
    """Each line with its network ID. A beginning mark tells Japanese Excel the encoding."""
    written = io.StringIO()
    table = csv.writer(written)
    undoing = [_("Undone"), _("What stays")] if with_undoing else []
    table.writerow([_("Line"), _("Network ID"), _("Outcome"), _("Remarks"), *undoing])
    table.writerows([*_row(line), *(_undoing_row(line) if with_undoing else ())] for line in lines)
    return "\ufeff" + written.getvalue()


def _row(line: ImportLine) -> Iterator[str]:
    yield str(line.number)
    yield harmless(line.written)
    yield str(line.get_outcome_display())
    yield harmless(" ".join(remarks(line)))


def _undoing_row(line: ImportLine) -> Iterator[str]:
    yield str(line.get_undone_display())
    yield harmless(" ".join(what_stays(line)))
