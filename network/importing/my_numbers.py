"""Columns of individual numbers (マイナンバー), which the portal may not hold (D3)."""

from __future__ import annotations

import re
import unicodedata

from .tables import Sheet
from .words import folded

_NAMES = tuple(map(folded, ("マイナンバー", "個人番号", "my number", "individual number", "mã số cá nhân")))
_ROWS_THAT_MAY_NAME = 20
_NUMBER = re.compile(r"(\d{4})[- ]?(\d{4})[- ]?(\d{4})")
_WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def columns(sheet: Sheet) -> dict[int, str]:
    """Each with what it is called: by its name, or because most of what stands in it are such numbers."""
    named = {
        at: cell
        for row in sheet.rows[:_ROWS_THAT_MAY_NAME]
        for at, cell in enumerate(row.cells)
        if any(name in folded(cell) for name in _NAMES)
    }
    width = max(len(row.cells) for row in sheet.rows)
    for at in set(range(width)) - named.keys():
        cells = [row.cells[at] for row in sheet.rows if at < len(row.cells) and row.cells[at]]
        if sum(map(is_my_number, cells)) * 2 > len(cells):
            named[at] = cells[0] if not is_my_number(cells[0]) else ""
    return named


def is_my_number(text: str) -> bool:
    """Twelve digits of which the last one checks the others (ordinance 85 of 2014, Ministry of Internal Affairs)."""
    number = _NUMBER.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if number is None:
        return False
    digits = [int(digit) for digit in "".join(number.groups())]
    rest = sum(digit * weight for digit, weight in zip(digits, _WEIGHTS, strict=False)) % 11
    return digits[-1] == (0 if rest <= 1 else 11 - rest)
