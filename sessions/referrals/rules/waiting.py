"""How long it took until supporters were found, for the figures of a year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from statistics import median

from portal.figures.rules import SMALLEST_SHOWN

from ..enums import MatchTime

SOON = timedelta(days=2)
WITHIN_A_WEEK = timedelta(days=7)


def match_time(waited: timedelta | None) -> MatchTime:
    """How long it took from raising a referral to its match."""
    if waited is None:
        return MatchTime.NOT_YET
    if waited <= SOON:
        return MatchTime.SOON
    return MatchTime.WITHIN_A_WEEK if waited <= WITHIN_A_WEEK else MatchTime.LATER


def median_days(waits: Sequence[timedelta]) -> float | None:
    """To half a day; None for so few that it would tell of one of them."""
    if len(waits) < SMALLEST_SHOWN:
        return None
    return round(median(wait / timedelta(days=1) for wait in waits) * 2) / 2
