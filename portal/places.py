"""Numbered places of which only so many may be taken: seats, slots. The lowest free one is, on a locked parent row; a
unique constraint is the net behind it (docs/decisions/0012)."""

from __future__ import annotations

from collections.abc import Iterable


def lowest_free(taken: Iterable[int | None]) -> int:
    """Places that were given back are None."""
    known = set(taken)
    return next(number for number in range(1, len(known) + 2) if number not in known)
