"""What claims are judged by, and the reasons against them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from portal import refusals
from portal.dates import tokyo_day

RULES_VERSION = 3
"""Stored with every judged claim; raise it whenever a decision could change."""


class Reason(StrEnum):
    # filing
    NOT_REGISTERED = "not_registered"
    HAS_LEFT = "has_left"
    NEITHER_EXPERIENCED_NOR_QUALIFIED = "neither_experienced_nor_qualified"
    OUTSIDE_PROGRAMME = "outside_programme"
    NOT_OVER = "not_over"
    DEADLINE_PASSED = "deadline_passed"
    ENDS_BEFORE_START = "ends_before_start"
    OVER_A_DAY = "over_a_day"
    TOO_SHORT = "too_short"
    CONSULTEE_LIMIT = "consultee_limit"
    VISIT_FULL = "visit_full"
    TIMES_APART = "times_apart"
    MEETS_ANOTHER_VISIT = "meets_another_visit"
    ALREADY_CLAIMED = "already_claimed"
    # approving and paying
    EXPERIENCE_UNCONFIRMED = "experience_unconfirmed"
    PAPERS_MISSING = "papers_missing"
    # the desk's own order, no clause of the programme
    WRONG_STATE = "wrong_state"
    OWN_CLAIM = "own_claim"
    OWN_VISIT = "own_visit"
    IN_FROZEN_BATCH = "in_frozen_batch"
    ALREADY_TOLD = "already_told"


REASON_CLAUSES: Mapping[Reason, str] = MappingProxyType(
    {
        Reason.NOT_REGISTERED: "C2",
        Reason.HAS_LEFT: "C2",
        Reason.NEITHER_EXPERIENCED_NOR_QUALIFIED: "C2",
        Reason.OUTSIDE_PROGRAMME: "C1",
        Reason.NOT_OVER: "C4",
        Reason.DEADLINE_PASSED: "C4",
        Reason.ENDS_BEFORE_START: "C5",
        Reason.OVER_A_DAY: "C5",
        Reason.TOO_SHORT: "C5",
        Reason.CONSULTEE_LIMIT: "C6",
        Reason.VISIT_FULL: "C7",
        Reason.TIMES_APART: "C7",
        Reason.MEETS_ANOTHER_VISIT: "C7",
        Reason.ALREADY_CLAIMED: "C3",
        Reason.EXPERIENCE_UNCONFIRMED: "C2",
        Reason.PAPERS_MISSING: "C10",
        Reason.ALREADY_TOLD: "C7",
        Reason.OWN_CLAIM: "C12",
        Reason.OWN_VISIT: "C12",
    }
)


@dataclass(frozen=True)
class Interval:
    start: datetime
    end: datetime

    @property
    def is_reversed(self) -> bool:
        return self.end < self.start

    @property
    def whole_minutes(self) -> int:
        """Minutes that have fully elapsed: 59 min 59 s are 59."""
        return (self.end - self.start) // timedelta(minutes=1)

    def overlaps(self, other: Interval) -> bool:
        """True when they share some time; touching at one instant is none."""
        return max(self.start, other.start) < min(self.end, other.end)


@dataclass(frozen=True)
class ClaimantFacts:
    is_registered: bool
    has_left: bool
    has_declared_experience: bool
    has_confirmed_experience: bool
    is_qualified: bool

    @property
    def is_experienced(self) -> bool:
        return self.has_declared_experience or self.has_confirmed_experience


@dataclass(frozen=True)
class ProgrammeFacts:
    """P1: amounts in yen, both dates included."""

    starts_on: date
    ends_on: date
    short_amount: int
    long_amount: int
    minimum_minutes: int
    long_from_minutes: int
    visits_per_consultee: int
    supporters_per_visit: int
    claim_months: int

    def covers(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True)
class FilingFacts:
    """One supporter's claim for one visit (C3).

    `programme` is the one of the visit's day; where there is none, it may be the nearest
    one, so that the other reasons can be told too.
    `others` are the times of the other supporters with a live claim for this visit; `doubted` counts those
    of whom only the place counts, because the office has returned their times.
    `other_visits` counts the consultee's visits in the programme, without this one;
    `met_visits` those of its live visits, without this one, that overlap it in time.
    `is_counted`: this visit is one of the programme's for the consultee already, and takes nothing from the limit;
    one that stands beyond the limit only for whose claim it is.
    `has_live_claim` asks for another claim of the same supporter for this visit.
    """

    claimant: ClaimantFacts
    programme: ProgrammeFacts | None
    own: Interval
    others: tuple[Interval, ...] = ()
    other_visits: int = 0
    has_live_claim: bool = False
    met_visits: int = 0
    is_counted: bool = False
    doubted: int = 0

    @property
    def visit_day(self) -> date:
        """C1: the visit starts when the first of its supporters does."""
        return tokyo_day(min(i.start for i in (self.own, *self.others)))


@dataclass(frozen=True)
class Decision(refusals.Decision):
    """`amount` (yen) and `pay_month` (its first day) are set where a claim may be filed;
    `deadline` (its last day) wherever the visit lies in a programme."""

    amount: int | None = None
    deadline: date | None = None
    pay_month: date | None = None
