"""From the bytes of a file to a book of sheets, and from a book to the table that is meant. No file is trusted."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from . import my_numbers
from .columns import header_of
from .tables import MAX_BYTES, Row, Sheet, Table, Unreadable, UnreadableError, column_name
from .text_files import decoded, read_text
from .workbooks import read_workbook

# Old .xls files and encrypted .xlsx files are both containers of this kind.
OLE_BEGINNING = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_INSIDE = "EncryptedPackage".encode("utf-16-le")
ZIP_BEGINNING = b"PK"


@dataclass(frozen=True)
class Book:
    """`encodings`: in which the file may be written, likeliest first; empty where that is certain.
    `never_kept`: what the columns were called that hold individual numbers (D3)."""

    sheets: tuple[Sheet, ...]
    encodings: tuple[str, ...] = ()
    never_kept: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        return {
            "sheets": [
                {
                    "name": sheet.name,
                    "rows": [
                        [row.number, list(row.cells), int(row.is_hidden), int(row.is_broken)] for row in sheet.rows
                    ],
                    "is_hidden": sheet.is_hidden,
                    "hidden_columns": sorted(sheet.hidden_columns),
                }
                for sheet in self.sheets
            ],
            "encodings": list(self.encodings),
            "never_kept": list(self.never_kept),
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Book:
        sheets = (
            Sheet(
                sheet["name"],
                tuple(
                    Row(number, tuple(cells), bool(hidden), bool(broken))
                    for number, cells, hidden, broken in sheet["rows"]
                ),
                sheet["is_hidden"],
                frozenset(sheet["hidden_columns"]),
            )
            for sheet in data["sheets"]
        )
        return cls(tuple(sheets), tuple(data["encodings"]), tuple(data["never_kept"]))


@dataclass(frozen=True)
class Choice:
    """What of a book is meant: which sheet, in which row its columns are named, by number, and how it is read."""

    sheet: int
    header: int
    encoding: str = ""
    with_hidden: bool = False

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class LeftOut:
    """What nobody sees who opens the file, and what stands above the names of the columns."""

    above: tuple[int, ...]
    sheets: tuple[str, ...]
    rows: tuple[int, ...]
    columns: tuple[str, ...]


def read_book(content: bytes) -> Book:
    """Raises UnreadableError, and nothing else, whatever the bytes are."""
    if len(content) > MAX_BYTES:
        raise UnreadableError(Unreadable.TOO_LARGE)
    if content.startswith(OLE_BEGINNING):
        raise UnreadableError(Unreadable.PROTECTED if ENCRYPTED_INSIDE in content else Unreadable.OLD_FORMAT)
    sheets, encodings = (read_workbook(content), ()) if content.startswith(ZIP_BEGINNING) else _of_text(content)
    written = tuple(sheet for sheet in sheets if sheet.rows)
    if not written:
        raise UnreadableError(Unreadable.EMPTY)
    if all(len(sheet.rows) == 1 for sheet in written):
        raise UnreadableError(Unreadable.ONLY_A_HEADER)
    return _without_my_numbers(Book(written, encodings))


def _of_text(content: bytes) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    sheet, encodings = read_text(content)
    return (sheet,), encodings


def _without_my_numbers(book: Book) -> Book:
    """They are stored nowhere, not even until the columns are chosen (D1, D3)."""
    found = [my_numbers.taken_out(sheet, book.encodings or ("",)) for sheet in book.sheets]
    names = tuple(name for _sheet, taken in found for name in taken)
    return replace(book, sheets=tuple(sheet for sheet, _taken in found), never_kept=names)


def usual_choice(book: Book) -> Choice:
    """The sheet that is shown and whose columns are best understood, and there the row that names them."""
    shown = [at for at, sheet in enumerate(book.sheets) if not sheet.is_hidden] or range(len(book.sheets))
    encoding = book.encodings[0] if book.encodings else ""
    found = max(shown, key=lambda at: header_of(decoded(book.sheets[at], encoding))[1])
    return choice_of(book, found, encoding)


def choice_of(book: Book, sheet: int, encoding: str, *, with_hidden: bool = False) -> Choice:
    return Choice(sheet, header_of(decoded(book.sheets[sheet], encoding))[0].number, encoding, with_hidden)


def is_doubtful(book: Book) -> bool:
    """Whether somebody who knows the file has to say how it is meant."""
    choice = usual_choice(book)
    is_first = book.sheets[choice.sheet].rows[0].number == choice.header
    return bool(book.encodings) or len(book.sheets) > 1 or hides_something(book) or not is_first


def hides_something(book: Book) -> bool:
    return any(
        sheet.is_hidden or sheet.hidden_columns or any(row.is_hidden for row in sheet.rows) for sheet in book.sheets
    )


def left_out(book: Book, choice: Choice) -> LeftOut:
    sheet = decoded(book.sheets[choice.sheet], choice.encoding)
    others = tuple(other.name for other in book.sheets if other.is_hidden and other.name != sheet.name)
    above = tuple(row.number for row in sheet.rows if row.number < choice.header)
    if choice.with_hidden:
        return LeftOut(above, others, (), ())
    header = next(row for row in sheet.rows if row.number == choice.header)
    return LeftOut(
        above,
        others,
        tuple(row.number for row in sheet.rows if row.is_hidden and row.number > choice.header),
        tuple(column_name(header.cells[at], at) for at in sorted(sheet.hidden_columns) if at < len(header.cells)),
    )


def table(book: Book, choice: Choice) -> Table:
    """Raises UnreadableError where nothing stands below the header."""
    sheet = decoded(book.sheets[choice.sheet], choice.encoding)
    if not choice.with_hidden:
        sheet = sheet.without(sheet.hidden_columns)
        sheet = replace(
            sheet, rows=tuple(row for row in sheet.rows if not row.is_hidden or row.number == choice.header)
        )
    header = next((row for row in sheet.rows if row.number == choice.header), None)
    below = [row for row in sheet.rows if row.number > choice.header and any(row.cells)]
    if header is None or not below:
        raise UnreadableError(Unreadable.ONLY_A_HEADER)
    width = max(len(row.cells) for row in (header, *below))
    padded = [replace(row, cells=(*row.cells, *[""] * (width - len(row.cells)))) for row in (header, *below)]
    return Table(padded[0].cells, tuple(padded[1:]))
