"""From the bytes of a workbook to its sheets, as they are shown.

calamine reads the values: of every way in which programs write workbooks, damaged styles and the strict form included.
What it doesn't tell stands in a look at the XML: what is hidden, how numbers are shown, where a formula failed.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from defusedxml.ElementTree import iterparse
from python_calamine import CalamineWorkbook

from .number_formats import shown
from .tables import MAX_COLUMNS, MAX_LINES, MERGED, Row, Sheet, Unreadable, UnreadableError, filled

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
_NOTHING = re.compile(r"0+(?:\.0*)?")
STYLES = "xl/styles.xml"

# Row and column, counted from 0.
Place = tuple[int, int]


@dataclass
class _Look:
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formats: dict[Place, str] = field(default_factory=dict)
    failed: dict[Place, str] = field(default_factory=dict)


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
        counts_from_1904 = any(_is_true(one.get("date1904")) for one in _elements(archive, "xl/workbook.xml"))
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for name, state, look in looks:
        sheet = workbook.get_sheet_by_name(name)
        ends = {first: last[0] for first, last in sheet.merged_cell_ranges or ()}
        rows = _rows(sheet.to_python(skip_empty_area=False), look, ends)
        yield Sheet(name, filled(rows), state != "visible", frozenset(look.hidden_columns), counts_from_1904)


def _rows(rows: list[list[Any]], look: _Look, ends: Mapping[Place, int]) -> Iterator[Row]:
    """`ends`: the last row of cells that are merged, by the place where they begin."""
    covered: dict[int, int] = {}
    for at, values in enumerate(rows):
        cells = [_cell(value, (at, column), look) for column, value in enumerate(values)]
        if any(cells):
            cells = [
                MERGED if not cell and at <= covered.get(column, -1) else cell for column, cell in enumerate(cells)
            ]
        covered |= {column: ends[at, column] for column, value in enumerate(values) if value and (at, column) in ends}
        yield Row(at + 1, tuple(cells), is_hidden=at in look.hidden_rows)


def _cell(value: Any, place: Place, look: _Look) -> str:
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
    if STYLES not in archive.namelist():
        return []
    codes, styles = dict(_KNOWN_FORMATS), []
    is_of_cells = False
    for one in _elements(archive, STYLES, begins=("cellXfs",)):
        if _tag(one) == "numFmt":
            codes[one.get("numFmtId", "")] = one.get("formatCode", "")
        elif _tag(one) == "cellXfs":
            is_of_cells = not is_of_cells
        elif _tag(one) == "xf" and is_of_cells:
            styles.append(codes.get(one.get("numFmtId", "0"), _NOT_KNOWN))
    return styles


def _look(archive: zipfile.ZipFile, member: str, formats: list[str]) -> _Look:
    look = _Look()
    at = (-1, -1)
    for one, has_ended in _moments(archive, member, begins=("row",)):
        if _tag(one) == "col" and (_is_true(one.get("hidden")) or _is_nothing(one.get("width"))):
            first, last = max(int(one.get("min")), 1), min(int(one.get("max")), MAX_COLUMNS)
            look.hidden_columns |= set(range(first - 1, last))
        elif _tag(one) == "row" and not has_ended:
            # Programs may leave out where a row or a cell stands: then it follows the one before.
            at = (int(one.get("r", at[0] + 2)) - 1, -1)
            if _is_true(one.get("hidden")) or _is_nothing(one.get("ht")):
                look.hidden_rows.add(at[0])
        elif _tag(one) == "row":
            one.clear()
        elif _tag(one) == "c":
            at = _place(one.get("r")) if one.get("r") else (at[0], at[1] + 1)
            _look_at_cell(one, at, look, formats)
    return look


def _look_at_cell(cell: Any, place: Place, look: _Look, formats: list[str]) -> None:
    parts = {_tag(part): part for part in cell}
    result = parts["v"].text if "v" in parts else None
    if not parts:
        return  # coloured or ruled, and empty
    _refuse_far_away(place)
    if cell.get("t") == "e":
        look.failed[place] = result or NO_RESULT
    # That a text has no letters is a result, too.
    elif "f" in parts and not result and (cell.get("t") != "str" or "v" not in parts):
        look.failed[place] = NO_RESULT
    elif cell.get("s") and formats:
        look.formats[place] = formats[int(cell.get("s"))]


def _place(reference: str) -> Place:
    letters, number = _PLACE.fullmatch(reference).groups()  # type: ignore[union-attr]  # what isn't one is refused
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(number) - 1, column - 1


def _refuse_far_away(place: Place) -> None:
    row, column = place
    if column >= MAX_COLUMNS:
        raise UnreadableError(Unreadable.TOO_MANY_COLUMNS)
    if row >= LAST_ROW:
        raise UnreadableError(Unreadable.TOO_MANY_LINES)


def _elements(archive: zipfile.ZipFile, member: str, *, begins: tuple[str, ...] = ()) -> Iterator[Any]:
    return (element for element, _has_ended in _moments(archive, member, begins=begins))


def _moments(archive: zipfile.ZipFile, member: str, *, begins: tuple[str, ...]) -> Iterator[tuple[Any, bool]]:
    """Each element when it ends, those of `begins` also when they begin. No entities: nothing grows while it is
    read."""
    with archive.open(member) as file:
        for event, element in iterparse(file, ("start", "end"), forbid_dtd=True):
            if event == "end" or _tag(element) in begins:
                yield element, event == "end"


def _tag(element: Any) -> str:
    """Both forms of workbooks have names of their own for the same things."""
    return str(element.tag).rpartition("}")[2]


def _is_true(value: str | None) -> bool:
    return value in ("1", "true")


def _is_nothing(size: str | None) -> bool:
    return bool(_NOTHING.fullmatch(size or ""))
