"""Individual numbers (マイナンバー), which the portal may not hold (D3)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_DIGITS = 12
_WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
# Whatever people write between digits: dashes of all kinds, points, strokes, blanks, ends of lines, what nobody sees.
# A colon stands in times.
_SEPARATOR = r"(?:[^\w+:]|[_ー]){1,4}"
_RUN = re.compile(rf"(?P<plus>\+?)(?P<digits>\d+(?:{_SEPARATOR}\d+)*)")
# Of a telephone written for the whole world; what is longer holds something else besides.
_LONGEST_TELEPHONE = 15


def holds_my_number(text: str) -> bool:
    """Somewhere in it, whole or in groups of whatever size. Of other twelve digits, one in eleven looks like one."""
    return len(text) >= _DIGITS and any(map(_run_holds_one, _RUN.finditer(unicodedata.normalize("NFKC", text))))


def _run_holds_one(run: re.Match[str]) -> bool:
    groups = re.findall(r"\d+", run["digits"])
    if run["plus"] and sum(map(len, groups)) <= _LONGEST_TELEPHONE:
        return False
    return any(map(_is_one, _of_its_length(groups)))


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


def _is_one(written: str) -> bool:
    """The last digit checks the others (ordinance 85 of 2014, Ministry of Internal Affairs)."""
    digits = list(map(int, written))
    rest = sum(digit * weight for digit, weight in zip(digits, _WEIGHTS, strict=False)) % 11
    return digits[-1] == (0 if rest <= 1 else 11 - rest)
