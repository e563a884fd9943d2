"""From the bytes of a file to rows of text. No row is understood here, and no file is trusted."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import openpyxl

MAX_BYTES = 5 * 1024 * 1024
MAX_LINES = 5000
MAX_COLUMNS = 100
# Of a workbook when unpacked: sheets of 5,000 lines stay far below, zip bombs don't.
MAX_UNPACKED_BYTES = 40 * 1024 * 1024

# Old .xls files and encrypted .xlsx files are both containers of this kind.
OLE_BEGINNING = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_INSIDE = "EncryptedPackage".encode("utf-16-le")
ZIP_BEGINNING = b"PK"
UTF_16_BEGINNINGS = (b"\xff\xfe", b"\xfe\xff")

# What Python makes of bytes that the encoding doesn't know.
NEVER_IN_CP932 = re.compile("[\x80-\xa0\uf8f0-\uf8ff]")
# Excel's way of keeping leading zeros in a CSV file.
KEPT_AS_TEXT = re.compile(r'="(?P<text>[^"]*)"')


class Unreadable(StrEnum):
    EMPTY = "empty"
    ONLY_A_HEADER = "only_a_header"
    TOO_LARGE = "too_large"
    TOO_LARGE_UNPACKED = "too_large_unpacked"
    TOO_MANY_LINES = "too_many_lines"
    TOO_MANY_COLUMNS = "too_many_columns"
    NO_SPREADSHEET = "no_spreadsheet"
    PROTECTED = "protected"
    OLD_FORMAT = "old_format"
    WRONG_ENCODING = "wrong_encoding"


class UnreadableError(Exception):
    def __init__(self, reason: Unreadable) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Table:
    """The first row with anything in it, and the rows below by the number that a spreadsheet program shows."""

    header: tuple[str, ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]

    def as_data(self) -> dict[str, Any]:
        return {"header": list(self.header), "lines": [[number, list(cells)] for number, cells in self.lines]}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Table:
        return cls(tuple(data["header"]), tuple((number, tuple(cells)) for number, cells in data["lines"]))


def read_table(content: bytes) -> Table:
    """Raises UnreadableError, and nothing else, whatever the bytes are."""
    if len(content) > MAX_BYTES:
        raise UnreadableError(Unreadable.TOO_LARGE)
    if content.startswith(OLE_BEGINNING):
        raise UnreadableError(Unreadable.PROTECTED if ENCRYPTED_INSIDE in content else Unreadable.OLD_FORMAT)
    rows = _rows_of_workbook(content) if content.startswith(ZIP_BEGINNING) else _rows_of_text(content)
    return _table(rows)


def _table(rows: Iterable[list[str]]) -> Table:
    written = []
    for number, cells in enumerate(rows, start=1):
        if not any(cells):
            continue
        if len(written) > MAX_LINES:
            raise UnreadableError(Unreadable.TOO_MANY_LINES)
        written.append((number, cells))
    if not written:
        raise UnreadableError(Unreadable.EMPTY)
    if len(written) == 1:
        raise UnreadableError(Unreadable.ONLY_A_HEADER)
    width = max(len(cells) for _number, cells in written)
    padded = [(number, (*cells, *[""] * (width - len(cells)))) for number, cells in written]
    return Table(padded[0][1], tuple(padded[1:]))


def _without_empty_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > MAX_COLUMNS:
        raise UnreadableError(Unreadable.TOO_MANY_COLUMNS)
    return cells


def _rows_of_text(content: bytes) -> Iterator[list[str]]:
    text = _decoded(content)
    if "\0" in text:
        raise UnreadableError(Unreadable.NO_SPREADSHEET)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        for cells in reader:
            yield _without_empty_end([_typed_cell(cell) for cell in cells])
    except csv.Error as error:
        raise UnreadableError(Unreadable.NO_SPREADSHEET) from error


def _decoded(content: bytes) -> str:
    """UTF-8, what Excel calls Unicode text (UTF-16), or the Japanese Windows encoding."""
    encodings = ["utf-16"] if content.startswith(UTF_16_BEGINNINGS) else ["utf-8-sig", "cp932"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "cp932" or not NEVER_IN_CP932.search(text):
            return text
    raise UnreadableError(Unreadable.NO_SPREADSHEET if b"\0" in content else Unreadable.WRONG_ENCODING)


def _delimiter(text: str) -> str:
    beginning = text.lstrip("\r\n").split("\n", 1)[0]
    return max(",;\t", key=beginning.count)


def _typed_cell(cell: str) -> str:
    kept = KEPT_AS_TEXT.fullmatch(cell.strip())
    return kept["text"].strip() if kept else cell.strip()


def _rows_of_workbook(content: bytes) -> list[list[str]]:
    _refuse_bombs(content)
    try:
        workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = workbook.worksheets[0]
        # What the sheet says of its own size is often wrong; one column and two lines more tell that there are more.
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_col=MAX_COLUMNS + 1)
        return list(_until_too_many(_without_empty_end([_workbook_cell(cell) for cell in cells]) for cells in rows))
    except UnreadableError:
        raise
    except Exception as error:  # of a damaged file openpyxl raises whatever its parts do
        raise UnreadableError(Unreadable.NO_SPREADSHEET) from error


def _until_too_many(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    """A single cell in row 1,048,576 must not cost a million rows."""
    empty_in_a_row = 0
    for cells in rows:
        empty_in_a_row = 0 if cells else empty_in_a_row + 1
        if empty_in_a_row > MAX_LINES:
            raise UnreadableError(Unreadable.TOO_MANY_LINES)
        yield cells


def _refuse_bombs(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            # Python unpacks no more of a member than is written here.
            unpacked = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableError(Unreadable.NO_SPREADSHEET) from error
    if unpacked > MAX_UNPACKED_BYTES:
        raise UnreadableError(Unreadable.TOO_LARGE_UNPACKED)


def _workbook_cell(cell: Any) -> str:
    """As the spreadsheet shows it: a formula by its value, a day as 2024-04-01, 00123 with its zeros."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and set(str(cell.number_format)) == {"0"}:
        return str(value).zfill(len(cell.number_format))
    return str(value).strip()
