"""Individual numbers (マイナンバー), which the portal may not hold (D3)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

_DIGITS = 12
_WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
# Whatever people write between digits: dashes of all kinds, points, strokes, blanks, ends of lines, what nobody sees.
# A colon stands in times, but not between two groups of four.
_SEPARATOR = r"(?:(?:[^\w+:]|[_ー]){1,8}|(?<=\d{4}):(?=\d{4}))"
_RUN = re.compile(rf"(?P<plus>\+?)(?P<digits>\d+(?:{_SEPARATOR}\d+)*)")
# Of a telephone written for the whole world; what is longer holds something else besides.
_LONGEST_TELEPHONE = 15
# How spreadsheets show a number of eleven digits: whole, as a power of ten, by thousands, in groups of four.
_WITHOUT_ZERO = ((11,), (1, 10), (2, 3, 3, 3), (3, 4, 4))


def holds_my_number(text: str) -> bool:
    """Somewhere in it, whole or in groups of whatever size. Of other twelve digits, one in eleven looks like one."""
    return _holds(text, _of_its_length)


def cell_holds_my_number(text: str) -> bool:
    """The same in a spreadsheet, whose program takes a zero away that a number begins with."""
    return holds_my_number(text) or _holds(text, _with_their_zero)


def _holds(text: str, read: Callable[[Sequence[str]], list[str]]) -> bool:
    """`read`: what may be one among groups of digits that stand side by side."""
    runs = _RUN.finditer(unicodedata.normalize("NFKC", text)) if len(text) >= _DIGITS - 1 else ()
    return any(_is_one(digits) for run in runs for digits in read(_groups(run)))


def _groups(run: re.Match[str]) -> list[str]:
    """None of a telephone number with its plus."""
    groups: list[str] = re.findall(r"\d+", run["digits"])
    return [] if run["plus"] and sum(map(len, groups)) <= _LONGEST_TELEPHONE else groups


def _of_its_length(groups: Sequence[str]) -> list[str]:
    """Neighbours that have twelve digits together."""
    found = []
    for first in range(len(groups)):
        digits = ""
        for group in groups[first:]:
            digits += group
            if len(digits) >= _DIGITS:
                break
        found += [digits] if len(digits) == _DIGITS else []
    return found


def _with_their_zero(groups: Sequence[str]) -> list[str]:
    """Not of what begins with a zero: no telephone number of Japan is one."""
    windows = [groups[first : first + len(sizes)] for sizes in _WITHOUT_ZERO for first in range(len(groups))]
    fitting = ["".join(window) for window in windows if tuple(map(len, window)) in _WITHOUT_ZERO]
    return [f"0{digits}" for digits in fitting if not digits.startswith("0")]


def _is_one(written: str) -> bool:
    """The last digit checks the others (ordinance 85 of 2014, Ministry of Internal Affairs)."""
    digits = list(map(int, written))
    rest = sum(digit * weight for digit, weight in zip(digits, _WEIGHTS, strict=False)) % 11
    return digits[-1] == (0 if rest <= 1 else 11 - rest)
