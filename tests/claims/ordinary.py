"""The ordinary claim, from which each test of the rules departs in one thing.

A qualified supporter accompanied somebody on Friday 1 September 2023 from 10:00 to 11:30 and files at noon.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from claims.rules import (
    ClaimantFacts,
    FilingFacts,
    Interval,
    ProgrammeFacts,
    Reason,
    judge_filing,
)
from portal.dates import TOKYO

FLYER = ProgrammeFacts(
    starts_on=date(2023, 7, 10),
    ends_on=date(2026, 2, 28),
    short_amount=4000,
    long_amount=8000,
    minimum_minutes=60,
    long_from_minutes=120,
    visits_per_consultee=3,
    supporters_per_visit=2,
    claim_months=1,
)
QUALIFIED = ClaimantFacts(
    is_registered=True,
    has_left=False,
    has_declared_experience=False,
    has_confirmed_experience=False,
    is_qualified=True,
)
NEWCOMER = replace(QUALIFIED, is_qualified=False)
MICROSECOND = timedelta(microseconds=1)


def tokyo(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=TOKYO)


def lasting(start: datetime, **duration: int) -> Interval:
    return Interval(start, start + timedelta(**duration))


def visit_on(day: date) -> Interval:
    return lasting(tokyo(day.year, day.month, day.day, 10), minutes=90)


TEN = tokyo(2023, 9, 1, 10)
NOON = tokyo(2023, 9, 1, 12)
ORDINARY = FilingFacts(QUALIFIED, FLYER, own=lasting(TEN, minutes=90))


def reasons_for(facts: FilingFacts, arrived_at: datetime = NOON) -> tuple[Reason, ...]:
    return judge_filing(facts, arrived_at).reasons
