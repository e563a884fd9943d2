"""Bars beside a table, drawn on the server."""

from __future__ import annotations

from dataclasses import dataclass

from .rules import Hidden, Shown
from .tables import Table, in_words

# In units of the drawing, whose width follows the page.
LABELS, BARS, LINE = 300, 360, 26


@dataclass(frozen=True)
class Bar:
    label: str
    words: str
    y: int
    text_y: int
    width: float
    words_x: float


@dataclass(frozen=True)
class Chart:
    """Of a table's first column; a hidden count has no bar."""

    bars: list[Bar]
    height: int


def chart_of(table: Table) -> Chart | None:
    firsts = [(group, cells[0]) for group, cells in table.lines]
    longest = max((cell for _group, cell in firsts if not isinstance(cell, Hidden)), default=0)
    if not longest:
        return None
    bars = [_bar(place, group, cell, longest) for place, (group, cell) in enumerate(firsts)]
    return Chart(bars, height=len(bars) * LINE)


def _bar(place: int, group: str, cell: Shown, longest: int) -> Bar:
    width = 0 if isinstance(cell, Hidden) else round(cell / longest * BARS, 1)
    top = place * LINE
    return Bar(group, in_words(cell), y=top + 5, text_y=top + 18, width=width, words_x=LABELS + width + 8)
