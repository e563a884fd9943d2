"""Figures without persons (P4): small groups are hidden, so that nobody is found by counting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

# Counts from one up to, but not, this one are hidden.
SMALLEST_SHOWN = 5


class Hidden(StrEnum):
    """Why a count is not shown: it is small, or it would give a small one away."""

    FEW = "few"
    WITHHELD = "withheld"


Shown = int | Hidden


@dataclass(frozen=True)
class Column:
    """Counts of groups that add up to a total which may be known, and that total."""

    cells: tuple[Shown, ...]
    total: Shown


def is_small(count: int) -> bool:
    return 0 < count < SMALLEST_SHOWN


def shown(count: int) -> Shown:
    """A count that stands alone."""
    return Hidden.FEW if is_small(count) else count


def column(counts: Sequence[int]) -> Column:
    """Hides the small ones, and as many of the next smallest as it takes, so that nothing is found by subtracting."""
    small = [count for count in counts if is_small(count)]
    others = sorted(count for count in counts if count >= SMALLEST_SHOWN)
    taken = 0
    while _can_be_worked_out(small, others[:taken]) and taken < len(others):
        taken += 1
    total = shown(sum(counts))
    if total != Hidden.FEW and _can_be_worked_out(small, others[:taken]):
        total = Hidden.WITHHELD
    return Column(tuple(_cells(counts, others[:taken])), total)


def breakdowns(*ways: Sequence[int]) -> list[Column]:
    """The same people, grouped in several ways: where one can't bear that their number is known, none tells it."""
    columns = [column(counts) for counts in ways]
    if any(told.total == Hidden.WITHHELD for told in columns):
        return [_without_total(counts) for counts in ways]
    return columns


def _without_total(counts: Sequence[int]) -> Column:
    large = [count for count in counts if count >= SMALLEST_SHOWN]
    return Column(tuple(_cells(counts, large)), Hidden.WITHHELD)


def _cells(counts: Sequence[int], withheld: Sequence[int]) -> Iterator[Shown]:
    left = list(withheld)
    for count in counts:
        if is_small(count):
            yield Hidden.FEW
        elif count in left:
            left.remove(count)
            yield Hidden.WITHHELD
        else:
            yield count


def _can_be_worked_out(small: Sequence[int], withheld: Sequence[int]) -> bool:
    """Whether the sum of the hidden ones, which is known once the total is, leaves only one value for some small one.

    Readers know that each small one is 1 to 4, and that each withheld one is 5 at least.
    """
    if not small:
        return False
    # How much more the hidden ones hold than they must, and how much more the small ones could.
    spare = sum(small) - len(small) + sum(withheld) - SMALLEST_SHOWN * len(withheld)
    room = (SMALLEST_SHOWN - 2) * len(small)
    if withheld:
        return spare == 0
    return len(small) == 1 or spare in (0, room)
