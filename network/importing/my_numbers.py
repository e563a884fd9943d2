"""Columns of individual numbers (マイナンバー), which the portal may not hold (D3)."""

from __future__ import annotations

import re
import unicodedata

from .columns import Column, guess_columns
from .tables import Sheet
from .words import folded

_NAMES = set(
    map(
        folded,
        ("マイナンバー", "個人番号", "個人ナンバー", "個人no", "my number", "individual number", "mã số cá nhân"),
    )
)
_NOTE = re.compile(r"[(（\[【].*")
_ROWS_THAT_MAY_NAME = 20
# Not within a longer number; programs write whole numbers as decimals.
_NUMBER = re.compile(r"(?<![\d.])(?:\d[-‐・ ]{0,2}){11}\d(?:\.0+)?(?![\d.])")
_WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def columns(sheet: Sheet) -> dict[int, str]:
    """Each with what it is called, if that tells no number: by its name, or because one of its cells holds one."""
    named = {
        at: cell
        for row in sheet.rows[:_ROWS_THAT_MAY_NAME]
        for at, cell in enumerate(row.cells)
        if folded(_NOTE.sub("", cell)) in _NAMES
    }
    holding = {at for row in sheet.rows for at, cell in enumerate(row.cells) if holds_my_number(cell)}
    for at in holding - named.keys() - _of_telephones(sheet):
        named[at] = next((row.cells[at] for row in sheet.rows if at < len(row.cells) and row.cells[at]), "")
    return {at: "" if any(map(str.isdigit, name)) else name for at, name in named.items()}


def _of_telephones(sheet: Sheet) -> set[int]:
    """Of the numbers in them, one in eleven would be taken for an individual number."""
    rows = (guess_columns(row.cells) for row in sheet.rows[:_ROWS_THAT_MAY_NAME])
    return {row.index(Column.TELEPHONE) for row in rows if Column.TELEPHONE in row}


def holds_my_number(text: str) -> bool:
    return any(map(_is_one, _NUMBER.findall(unicodedata.normalize("NFKC", text))))


def _is_one(written: str) -> bool:
    """Twelve digits of which the last one checks the others (ordinance 85 of 2014, Ministry of Internal Affairs)."""
    digits = [int(sign) for sign in written.partition(".")[0] if sign.isdigit()]
    rest = sum(digit * weight for digit, weight in zip(digits, _WEIGHTS, strict=False)) % 11
    return digits[-1] == (0 if rest <= 1 else 11 - rest)
