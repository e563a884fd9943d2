"""From the bytes of a file to a book of sheets, and from a book to the table that is meant. No file is trusted."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from . import my_numbers
from .columns import header_of, names_of
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
                    "counts_from_1904": sheet.counts_from_1904,
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
                sheet.get("counts_from_1904", False),
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
    """What of a file doesn't come out: nobody sees it who opens the file, or it is none of the members."""

    sheets: tuple[str, ...]
    rows: tuple[int, ...]
    columns: tuple[str, ...]
    other_sheets: tuple[str, ...]
    # By their numbers: what stands in them may be anything.
    above: tuple[int, ...]
    emptied: tuple[int, ...]

    def as_data(self) -> dict[str, list[Any]]:
        return {name: list(values) for name, values in asdict(self).items()}


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
    """Every row of the sheet comes out below the names of the columns, or is named here."""
    chosen = book.sheets[choice.sheet]
    others = [sheet for at, sheet in enumerate(book.sheets) if at != choice.sheet]
    header = next(row for row in decoded(chosen, choice.encoding).rows if row.number == choice.header)
    is_left_out = {row.number: row.is_hidden and not choice.with_hidden for row in chosen.rows}
    below = [number for number in is_left_out if number > choice.header]
    read = {row.number for row in _below(_meant(book, choice), choice)}
    filled = {at for row in chosen.rows for at, cell in enumerate(row.cells) if cell}
    hidden = [] if choice.with_hidden else sorted(chosen.hidden_columns & filled)
    names = names_of(header.cells)
    return LeftOut(
        sheets=tuple(sheet.name for sheet in others if sheet.is_hidden),
        rows=tuple(number for number in below if is_left_out[number]),
        columns=tuple(names[at] if at < len(names) else column_name("", at) for at in hidden),
        other_sheets=tuple(sheet.name for sheet in others if not sheet.is_hidden),
        above=tuple(number for number in is_left_out if number < choice.header),
        emptied=tuple(number for number in below if not is_left_out[number] and number not in read),
    )


def table(book: Book, choice: Choice) -> Table:
    """Raises UnreadableError where nothing stands below the header."""
    sheet = _meant(book, choice)
    header = next((row for row in sheet.rows if row.number == choice.header), None)
    below = _below(sheet, choice)
    if header is None or not below:
        raise UnreadableError(Unreadable.ONLY_A_HEADER)
    width = max(len(row.cells) for row in (header, *below))
    padded = [replace(row, cells=(*row.cells, *[""] * (width - len(row.cells)))) for row in (header, *below)]
    return Table(padded[0].cells, tuple(padded[1:]), sheet.counts_from_1904)


def _meant(book: Book, choice: Choice) -> Sheet:
    sheet = decoded(book.sheets[choice.sheet], choice.encoding)
    if choice.with_hidden:
        return sheet
    shown = tuple(row for row in sheet.rows if not row.is_hidden or row.number == choice.header)
    return replace(sheet, rows=shown).without(sheet.hidden_columns)


def _below(sheet: Sheet, choice: Choice) -> list[Row]:
    return [row for row in sheet.rows if row.number > choice.header and any(row.cells)]
