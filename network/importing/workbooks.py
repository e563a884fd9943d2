"""From the bytes of a workbook to its sheets, as they are shown.

calamine reads the values: of every way in which programs write workbooks, damaged styles and the strict form included.
What it doesn't tell stands in a look at the XML: what is hidden, how numbers are shown, where a formula failed.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from defusedxml.ElementTree import iterparse
from python_calamine import CalamineWorkbook

from .number_formats import shown
from .tables import MAX_COLUMNS, MAX_LINES, Row, Sheet, Unreadable, UnreadableError, filled

# When unpacked: sheets of 5,000 lines stay far below, zip bombs don't.
MAX_UNPACKED_BYTES = 40 * 1024 * 1024
# A single cell in row 1,048,576 would make a million rows.
LAST_ROW = 4 * MAX_LINES
NO_RESULT = "#EMPTY!"
"""In place of what a formula would give: nobody has calculated it."""

# Formats that every workbook knows without saying them; those of days calamine knows.
_KNOWN_FORMATS = {
    "0": "General", "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%",
    **dict.fromkeys(("37", "38"), "#,##0_);(#,##0)"), **dict.fromkeys(("39", "40"), "#,##0.00_);(#,##0.00)"), "49": "@",
}  # fmt: skip
_NOT_KNOWN = "E"
_PLACE = re.compile(r"([A-Z]+)(\d+)")


@dataclass
class _Look:
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    # By row and column, counted from 0.
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    failed: dict[tuple[int, int], str] = field(default_factory=dict)


def read_workbook(content: bytes) -> tuple[Sheet, ...]:
    _refuse_bombs(content)
    try:
        return tuple(_sheets(content))
    except UnreadableError:
        raise
    except BaseException as error:  # calamine's own panics are no Exceptions
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        raise UnreadableError(Unreadable.NO_SPREADSHEET) from error


def _sheets(content: bytes) -> Iterator[Sheet]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        formats = _formats(archive)
        looks = [(name, state, _look(archive, member, formats)) for name, state, member in _listed(archive)]
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for name, state, look in looks:
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        yield Sheet(name, filled(_rows(rows, look)), state != "visible", frozenset(look.hidden_columns))


def _rows(rows: list[list[Any]], look: _Look) -> Iterator[Row]:
    for at, values in enumerate(rows):
        cells = tuple(_cell(value, (at, column), look) for column, value in enumerate(values))
        yield Row(at + 1, cells, is_hidden=at in look.hidden_rows)


def _cell(value: Any, place: tuple[int, int], look: _Look) -> str:
    """Moments are the day that they begin with: no column of members asks for more."""
    if place in look.failed:
        return look.failed[place]
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bool | timedelta):
        return str(value)
    return shown(value, look.formats.get(place, ""))


def _refuse_bombs(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            # Python unpacks no more of a member than is written here.
            unpacked = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableError(Unreadable.NO_SPREADSHEET) from error
    if unpacked > MAX_UNPACKED_BYTES:
        raise UnreadableError(Unreadable.TOO_LARGE_UNPACKED)


def _listed(archive: zipfile.ZipFile) -> Iterator[tuple[str, str, str]]:
    """Name, state and member of each sheet."""
    targets = {one.get("Id"): one.get("Target", "") for one in _elements(archive, "xl/_rels/workbook.xml.rels")}
    for one in _elements(archive, "xl/workbook.xml"):
        if _tag(one) == "sheet":
            key = next(value for name, value in one.attrib.items() if name.endswith("}id"))
            member = posixpath.normpath(posixpath.join("/xl", targets[key])).lstrip("/")
            yield one.get("name", ""), one.get("state", "visible"), member


def _formats(archive: zipfile.ZipFile) -> list[str]:
    """By the number of the style, which cells name."""
    codes, styles = dict(_KNOWN_FORMATS), []
    is_of_cells = False
    for one in _elements(archive, "xl/styles.xml", begins=("cellXfs",)):
        if _tag(one) == "numFmt":
            codes[one.get("numFmtId", "")] = one.get("formatCode", "")
        elif _tag(one) == "cellXfs":
            is_of_cells = not is_of_cells
        elif _tag(one) == "xf" and is_of_cells:
            styles.append(codes.get(one.get("numFmtId", "0"), _NOT_KNOWN))
    return styles


def _look(archive: zipfile.ZipFile, member: str, formats: list[str]) -> _Look:
    look, are_rows_hidden = _Look(), False
    for one in _elements(archive, member):
        if _tag(one) == "sheetFormatPr":
            are_rows_hidden = _is_true(one.get("zeroHeight"))
        elif _tag(one) == "col" and (_is_true(one.get("hidden")) or _is_nothing(one.get("width"))):
            first, last = max(int(one.get("min")), 1), min(int(one.get("max")), MAX_COLUMNS)
            look.hidden_columns |= set(range(first - 1, last))
        elif _tag(one) == "row":
            is_as_all = are_rows_hidden and one.get("ht") is None and one.get("hidden") is None
            if is_as_all or _is_true(one.get("hidden")) or _is_nothing(one.get("ht")):
                look.hidden_rows.add(int(one.get("r")) - 1)
            one.clear()
        elif _tag(one) == "c":
            _look_at_cell(one, look, formats)
    return look


def _look_at_cell(cell: Any, look: _Look, formats: list[str]) -> None:
    parts = {_tag(part): part for part in cell}
    result = parts["v"].text if "v" in parts else None
    if not parts:
        return  # coloured or ruled, and empty
    place = _place(cell.get("r"))
    if cell.get("t") == "e":
        look.failed[place] = result or NO_RESULT
    elif "f" in parts and not result and cell.get("t") != "str":
        look.failed[place] = NO_RESULT
    elif cell.get("s"):
        look.formats[place] = formats[int(cell.get("s"))]


def _place(reference: str) -> tuple[int, int]:
    letters, number = _PLACE.fullmatch(reference).groups()  # type: ignore[union-attr]  # what isn't one is refused
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    if column > MAX_COLUMNS:
        raise UnreadableError(Unreadable.TOO_MANY_COLUMNS)
    if int(number) > LAST_ROW:
        raise UnreadableError(Unreadable.TOO_MANY_LINES)
    return int(number) - 1, column - 1


def _elements(archive: zipfile.ZipFile, member: str, *, begins: tuple[str, ...] = ()) -> Iterator[Any]:
    """Each when it ends, those of `begins` also when they begin. No entities: nothing grows while it is read."""
    with archive.open(member) as file:
        for event, element in iterparse(file, ("start", "end"), forbid_dtd=True):
            if event == "end" or _tag(element) in begins:
                yield element


def _tag(element: Any) -> str:
    """Both forms of workbooks have names of their own for the same things."""
    return str(element.tag).rpartition("}")[2]


def _is_true(value: str | None) -> bool:
    return value in ("1", "true")


def _is_nothing(length: str | None) -> bool:
    return length is not None and float(length) == 0
