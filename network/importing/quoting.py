"""From the lines of a CSV file to its rows: which quotation marks over several lines are to be believed.

One mark too many or too few makes one row of two members. Where it isn't certain, lines are named and not read."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .tables import Row

STROKE = "|"
DELIMITERS = (",", ";", "\t", STROKE)
# An address has some lines; what goes on for longer is a quotation mark that isn't closed.
MOST_LINES_IN_A_ROW = 20
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")

_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]+")
# What stands for them in a shape.
_NUMBER, _WORD = "9", "a"
# One word with a digit in it, as most IDs are, whatever their shape.
_ID = re.compile(r"(?=.*\d)[A-Za-z\d._/#-]+")


@dataclass(frozen=True)
class _Habits:
    """How the rows of one file look."""

    delimiter: str
    # How many delimiters most of them have, as the header.
    width: int
    most_cells: int
    # The column that tells them apart, and of which shapes its cells are.
    ids: int
    shapes: frozenset[str]


def likely_delimiter(text: str) -> str:
    """The one that as many lines as possible have equally often, outside of quotation marks."""
    return max(DELIMITERS, key=lambda delimiter: most_common(text, delimiter)[::-1])


def rows_of(lines: Sequence[str], delimiter: str, *, first: int) -> Iterator[Row]:
    habits = _habits(lines, delimiter)
    number, at = first, 0
    # Where a mark ends what is doubtful, that mark is as doubtful as the one that begins it.
    ends: set[int] = set()
    while at < len(lines):
        length, cells = _record(lines[at : at + MOST_LINES_IN_A_ROW], delimiter)
        if _is_doubtful(lines[at : at + length], cells, habits):
            ends.add(at + length - 1)
            length = 0
        if length and at not in ends:
            yield Row(number, cells)
        else:
            yield Row(number, _split(lines[at], delimiter), is_broken=True)
            length = 1
        number, at = number + 1, at + length


def _is_doubtful(lines: Sequence[str], cells: Sequence[str], habits: _Habits) -> bool:
    """Whether marks probably make one row of several."""
    if len(lines) < 2:
        return False
    # Lines that have as many delimiters as the header would be rows by themselves. A line with fewer may be one too,
    # since programs leave out the delimiters of empty cells at a row's end: then it begins as rows do.
    are_full = all(
        max(line.count(habits.delimiter) for line in part) >= habits.width for part in (lines[:1], lines[1:])
    )
    is_whole = len(cells) > habits.width
    return (
        are_full
        or _count_filled(cells) > habits.most_cells
        or any(_begins_a_row(line, habits, is_whole=is_whole) for line in lines[1:])
    )


def _begins_a_row(line: str, habits: _Habits, *, is_whole: bool) -> bool:
    cells = _split(line, habits.delimiter)[habits.ids :]
    if not cells:
        return False
    if len(cells) > 1 and _ID.fullmatch(cells[0].strip()):
        return True
    # A room or a postal code may stand alone in the last line of an address: digits tell nothing where no cell is
    # missing.
    shape = _shape(cells[0])
    return shape in habits.shapes and (_WORD in shape or not is_whole)


def _habits(lines: Sequence[str], delimiter: str) -> _Habits:
    records = list(_records(lines, delimiter))
    header = records[0][1]
    width = max(min(len(header) - 1, most_common("".join(lines), delimiter)[0]), 1)
    most_cells = max(map(_count_filled, (header, *(cells for length, cells in records if length == 1))))
    shapes = [[_shape(cell) for cell in cells] for _length, cells in records]
    numbered = [row for row in shapes if any(row)]
    ids = next((at for at in range(most_cells) if 2 * len(_column(numbered, at)) >= len(numbered)), 0)
    return _Habits(delimiter, width, most_cells, ids, frozenset(_column(numbered, ids)))


def _column(rows: Sequence[Sequence[str]], at: int) -> list[str]:
    """What isn't empty of it."""
    return [row[at] for row in rows if at < len(row) and row[at]]


def _shape(cell: str) -> str:
    """BN-0002 and BN-17 have the same one; what has no digits has none."""
    text = cell.strip(' "\r\n')
    return _LETTERS.sub(_WORD, _DIGITS.sub(_NUMBER, text)) if _DIGITS.search(text) else ""


def _count_filled(cells: Sequence[str]) -> int:
    """Without the empty ones at the end."""
    return max((at for at, cell in enumerate(cells, start=1) if cell.strip()), default=0)


def _records(lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, Sequence[str]]]:
    at = 0
    while at < len(lines):
        length, cells = _record(lines[at : at + MOST_LINES_IN_A_ROW], delimiter)
        yield length, cells or _split(lines[at], delimiter)
        at += max(length, 1)


def _record(lines: Sequence[str], delimiter: str) -> tuple[int, tuple[str, ...]]:
    """How many lines the row has that begins here, and its cells, as the marks say; 0 where they are wrong."""
    for length in range(1, len(lines) + 1):
        try:
            text = "".join(lines[:length])
            return length, tuple(next(csv.reader([text], delimiter=delimiter, strict=True, skipinitialspace=True), []))
        except csv.Error:
            continue
    return 0, ()


def _split(line: str, delimiter: str) -> tuple[str, ...]:
    """As if there were no quotation marks."""
    return tuple(line.rstrip("\r\n").split(delimiter))


def most_common(text: str, delimiter: str) -> tuple[int, int]:
    """How often most lines have it, and how many lines those are."""
    times = Counter(line.count(delimiter) for line in LINE.findall(_QUOTED.sub("", text)) if line.strip())
    del times[0]
    return times.most_common(1)[0] if times else (0, 0)
