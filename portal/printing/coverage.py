from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Coverage:
    """What the fonts can print: first and last code points of ranges, in order and apart."""

    firsts: Sequence[int]
    lasts: Sequence[int]

    def has(self, character: str) -> bool:
        place = bisect_right(self.firsts, ord(character)) - 1
        return place >= 0 and ord(character) <= self.lasts[place]
