"""What was read of a file, before anybody says what it means."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

MAX_BYTES = 5 * 1024 * 1024
MAX_LINES = 5000
MAX_COLUMNS = 100
MERGED = "#MERGED!"
"""In place of a cell that is merged with the one above: its value stands there, once."""


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
class Row:
    """By the number that a spreadsheet program shows."""

    number: int
    cells: tuple[str, ...]
    is_hidden: bool = False
    # A quotation mark is too many or missing, so that it can't be told where the line ends.
    is_broken: bool = False


@dataclass(frozen=True)
class Sheet:
    """Only rows with anything in them."""

    name: str
    rows: tuple[Row, ...]
    is_hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    # A bare number that stands for a day means one four years later than elsewhere.
    counts_from_1904: bool = False

    def without(self, columns: Collection[int]) -> Sheet:
        rows = (
            replace(row, cells=tuple(cell for at, cell in enumerate(row.cells) if at not in columns))
            for row in self.rows
        )
        hidden = (at - sum(column < at for column in columns) for at in self.hidden_columns if at not in columns)
        return replace(self, rows=tuple(rows), hidden_columns=frozenset(hidden))


@dataclass(frozen=True)
class Table:
    """The names of the columns, and the rows below them, all of one width."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    counts_from_1904: bool = False

    def only(self, places: Sequence[int]) -> Table:
        """These columns, in this order."""
        rows = (replace(row, cells=tuple(row.cells[place] for place in places)) for row in self.rows)
        return replace(self, header=tuple(self.header[place] for place in places), rows=tuple(rows))

    def as_data(self) -> dict[str, Any]:
        return {
            "header": list(self.header),
            "rows": [[row.number, list(row.cells), int(row.is_broken)] for row in self.rows],
            "counts_from_1904": self.counts_from_1904,
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Table:
        rows = (Row(number, tuple(cells), is_broken=bool(broken)) for number, cells, broken in data["rows"])
        return cls(tuple(data["header"]), tuple(rows), data.get("counts_from_1904", False))


LONGEST_NAME = 30


def column_name(header: str, place: int) -> str:
    """How a column is called in reports, which stay. What may be a member's cell is no name: then it is its letter."""
    is_name = 0 < len(header) <= LONGEST_NAME and not any(map(str.isdigit, header))
    return header if is_name else _letters(place)


def _letters(place: int) -> str:
    """A … Z, AA … as a spreadsheet program shows them."""
    more, last = divmod(place, 26)
    return (_letters(more - 1) if more else "") + chr(ord("A") + last)


def filled(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Those with anything in them, without empty ends. Raises UnreadableError where there are too many or too wide."""
    kept: list[Row] = []
    for row in rows:
        cells = list(row.cells)
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            continue
        if len(cells) > MAX_COLUMNS:
            raise UnreadableError(Unreadable.TOO_MANY_COLUMNS)
        if len(kept) > MAX_LINES:
            raise UnreadableError(Unreadable.TOO_MANY_LINES)
        kept.append(replace(row, cells=tuple(cells)))
    return tuple(kept)
