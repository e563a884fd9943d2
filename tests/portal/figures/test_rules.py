"""Small groups are hidden, and can't be worked out again (P4)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.figures.rules import Column, Hidden, Shown, breakdowns, column, shown

FEW, WITHHELD = Hidden.FEW, Hidden.WITHHELD
counts = st.lists(st.integers(0, 12), max_size=6)


@pytest.mark.parametrize(("count", "expected"), [(0, 0), (1, FEW), (4, FEW), (5, 5)])
def test_count_from_one_to_four_is_hidden(count: int, expected: Shown) -> None:
    assert shown(count) == expected


@pytest.mark.parametrize(
    ("counted", "cells", "total"),
    [
        ([], (), 0),
        ([0, 0], (0, 0), 0),
        ([9, 6, 0], (9, 6, 0), 15),
        # One alone could be found by subtracting: the next smallest is hidden too, and never an empty group.
        ([9, 3, 6, 0], (9, FEW, WITHHELD, 0), 18),
        ([9, 3, 2], (9, FEW, FEW), 14),
        # Two whose sum is 2, or 8, are as good as shown.
        ([9, 6, 1, 1], (9, WITHHELD, FEW, FEW), 17),
        ([9, 6, 4, 4], (9, WITHHELD, FEW, FEW), 23),
        # 6 = 1 + 5 in one way only.
        ([9, 5, 1], (WITHHELD, WITHHELD, FEW), 15),
        # Nobody is left to hide behind.
        ([3], (FEW,), FEW),
        ([3, 0], (FEW, 0), FEW),
        ([4, 4], (FEW, FEW), WITHHELD),
        ([1, 5], (FEW, WITHHELD), WITHHELD),
    ],
)
def test_small_groups_are_hidden_with_whatever_gives_them_away(
    counted: list[int], cells: tuple[Shown, ...], total: Shown
) -> None:
    assert column(counted) == Column(cells, total)


def readings(hidden: list[Shown], sum_of_them: int) -> Iterator[tuple[int, ...]]:
    """All that the hidden ones can be, for whoever knows their sum."""
    ranges = [range(1, 5) if cell == FEW else range(5, sum_of_them + 1) for cell in hidden]
    return (guess for guess in product(*ranges) if sum(guess) == sum_of_them)


@given(counts)
def test_no_small_group_can_be_worked_out_from_the_total(counted: list[int]) -> None:
    told = column(counted)
    hidden = [cell for cell in told.cells if isinstance(cell, Hidden)]
    if isinstance(told.total, Hidden) or not hidden:
        return
    rest = told.total - sum(cell for cell in told.cells if not isinstance(cell, Hidden))
    guesses = list(readings(hidden, rest))

    assert [
        place for place, cell in enumerate(hidden) if cell == FEW and len({guess[place] for guess in guesses}) == 1
    ] == []


def test_total_that_one_grouping_cannot_bear_is_told_by_none() -> None:
    assert breakdowns([4, 4], [8, 0]) == [Column((FEW, FEW), WITHHELD), Column((WITHHELD, 0), WITHHELD)]
    assert breakdowns([9, 6], [15]) == [Column((9, 6), 15), Column((15,), 15)]


@given(counts)
def test_what_is_shown_is_true(counted: list[int]) -> None:
    told = column(counted)

    assert [
        (cell, count) for cell, count in zip(told.cells, counted, strict=True) if cell not in (count, *Hidden)
    ] == []
    assert told.total in (sum(counted), *Hidden)
    assert [cell for cell, count in zip(told.cells, counted, strict=True) if 0 < count < 5 and cell != FEW] == []


@given(counts)
def test_nothing_is_hidden_where_no_group_is_small(counted: list[int]) -> None:
    large = [count + 5 for count in counted]

    assert column(large) == Column(tuple(large), sum(large))
