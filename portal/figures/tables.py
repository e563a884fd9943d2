"""Counts as tables, with small groups hidden: on a page and in a file alike."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .rules import Column, Hidden, Shown
from .spreadsheets import harmless

Labels = Mapping[str, "str | Promise"]

WORDS = {Hidden.FEW: gettext_lazy("fewer than 5"), Hidden.WITHHELD: gettext_lazy("not shown")}


@dataclass(frozen=True)
class Table:
    """`head` names the groups and then each column. The last line is the total, where there is one."""

    key: str
    title: str
    head: list[str]
    lines: list[tuple[str, tuple[Shown, ...]]]
    total: tuple[Shown, ...] = ()
    note: str = ""


def in_order(counts: Counter[str], labels: Labels) -> list[int]:
    return [counts[key] for key in labels]


def labelled(key: str, title: str, head: list[str], labels: Labels, told: Column, *, note: str = "") -> Table:
    return table_of(key, title, head, [str(label) for label in labels.values()], [told], note=note)


def table_of(
    key: str, title: str, head: list[str], groups: Sequence[str], columns: Sequence[Column], *, note: str = ""
) -> Table:
    cells = zip(*(told.cells for told in columns), strict=True)
    lines = list(zip(groups, cells, strict=True))
    return Table(key, title, head, lines, tuple(told.total for told in columns), note)


def in_words(cell: Shown) -> str:
    return str(WORDS[cell]) if isinstance(cell, Hidden) else str(cell)


def as_csv(title: Sequence[object], tables: Iterable[Table]) -> str:
    """For spreadsheets, below a line of its own. A beginning mark tells Japanese Excel the encoding."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(title)
    for table in tables:
        rows.writerow([])
        rows.writerows([harmless(str(cell)) for cell in row] for row in _rows(table))
    return "\ufeff" + written.getvalue()


def _rows(table: Table) -> Iterator[list[Any]]:
    yield [table.title]
    yield table.head
    for group, cells in table.lines:
        yield [group, *map(in_words, cells)]
    if table.total:
        yield [_("Total"), *map(in_words, table.total)]
    if table.note:
        yield [table.note]
