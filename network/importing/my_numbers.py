"""Individual numbers (マイナンバー) in a file: taken out while it is read, since the portal may not hold them (D3)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ..people.rules.my_numbers import cell_holds_my_number
from .columns import guess_columns, header_of
from .tables import Sheet, column_name
from .text_files import decoded
from .words import folded

# In place of a cell of a column that is wanted otherwise.
TAKEN_OUT = "#MYNUMBER!"

_NAMES = (
    *("マイナンバー", "個人番号", "個人ナンバー", "個人no", "社会保障・税番号", "my number", "individual number"),
    "mã số cá nhân",
)
_WHOSE = ("本人", "ご本人", "会員")
# What more is said of the number: of the card, its length.
_WHAT = ("の", "カード", "通知", "番号", "12桁", "card", "number", "no")
_NOTE = re.compile(r"[(（\[【].*")
_ROWS_THAT_MAY_NAME = 20


def _one_of(words: Sequence[str]) -> str:
    return f"(?:{'|'.join(map(folded, words))})"


_NAMED = re.compile(f"(?:{_one_of(_WHOSE)}の?)?(?:{_one_of(_NAMES)}|myno){_one_of(_WHAT)}*")
_SPEAKS_OF_ONE = re.compile(_one_of(_NAMES))
# By their number and column.
Places = set[tuple[int, int]]


def taken_out(sheet: Sheet, encodings: Sequence[str]) -> tuple[Sheet, tuple[str, ...]]:
    """The sheet without them, whatever encoding is meant, and what the columns are called that were dropped.

    A column is dropped that is named so, or that holds one and isn't wanted for something else: others that stand in it
    may be mistyped. Where it is wanted, a line may have shifted, and its cell alone goes; unless most of them do.
    """
    places: Places = set()
    columns: dict[int, str] = {}
    for encoding in encodings:
        meant = decoded(sheet, encoding)
        found = {
            (row.number, at) for row in meant.rows for at, cell in enumerate(row.cells) if cell_holds_my_number(cell)
        }
        places |= found
        columns |= {**_condemned(meant, found), **dict(_named(meant)), **dict(_spoken_of(meant))}
    rows = (
        replace(row, cells=tuple(_kept(cell, (row.number, at) in places) for at, cell in enumerate(row.cells)))
        for row in sheet.rows
    )
    name = _kept(sheet.name, cell_holds_my_number(sheet.name))
    return replace(sheet, name=name, rows=tuple(rows)).without(columns), tuple(columns.values())


def _kept(cell: str, is_one: bool) -> str:
    return TAKEN_OUT if is_one else cell


def _named(sheet: Sheet) -> Iterator[tuple[int, str]]:
    for row in sheet.rows[:_ROWS_THAT_MAY_NAME]:
        for at, cell in enumerate(row.cells):
            name = _NOTE.sub("", cell).strip()
            if _NAMED.fullmatch(folded(name)):
                yield at, name


def _spoken_of(sheet: Sheet) -> Iterator[tuple[int, str]]:
    """By the row that names the columns, whatever else it says: elsewhere such words are a title, or a member's."""
    header, (names_ids, _understood) = header_of(sheet)
    if names_ids:
        for at, (cell, wanted) in enumerate(zip(header.cells, guess_columns(header.cells), strict=True)):
            if wanted is None and _SPEAKS_OF_ONE.search(folded(cell)):
                yield at, column_name(_NOTE.sub("", cell).strip() or cell, at)


def _condemned(sheet: Sheet, places: Places) -> Mapping[int, str]:
    """Each with its name, if there is a row of names: elsewhere what looks like one may be a member's cell."""
    header, (_names_ids, understood) = header_of(sheet)
    names = header.cells if understood else ()
    wanted = {at for at, column in enumerate(guess_columns(names)) if column}
    holding = Counter(at for _number, at in places)
    below = [row for row in sheet.rows if row.number > header.number]
    filled = Counter(at for row in below for at, cell in enumerate(row.cells) if cell)
    return {
        at: column_name(names[at] if at < len(names) else "", at)
        for at, held in holding.items()
        if at not in wanted or (held > 1 and held * 2 > filled[at])
    }
