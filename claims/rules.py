"""Who may claim how much, until when, and why not (C1-C11).

Every function judges frozen facts and answers with all reasons at once, in a fixed
order. Time comes in as aware datetimes; states come in as plain strings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from portal import refusals
from portal.dates import end_of_day, first_of_next_month, same_day_months_later, tokyo_day

RULES_VERSION = 1
"""Stored with every judged claim; raise it whenever a decision could change."""

LONGEST_VISIT = timedelta(hours=24)
"""A longer one is a mistyped date."""

FILED, RETURNED, APPROVED = "filed", "returned", "approved"


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
    ALREADY_CLAIMED = "already_claimed"
    # approving and paying
    EXPERIENCE_UNCONFIRMED = "experience_unconfirmed"
    PAPERS_MISSING = "papers_missing"
    # the desk's own order, no clause of the programme
    WRONG_STATE = "wrong_state"
    OWN_CLAIM = "own_claim"
    IN_FROZEN_BATCH = "in_frozen_batch"


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
        Reason.ALREADY_CLAIMED: "C3",
        Reason.EXPERIENCE_UNCONFIRMED: "C2",
        Reason.PAPERS_MISSING: "C10",
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
    def may_accompany(self) -> bool:
        return self.has_declared_experience or self.has_confirmed_experience or self.is_qualified


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
    `others` are the times of the other supporters with a live claim for this visit.
    `other_visits` counts the consultee's visits in the programme, without this one.
    `has_live_claim` asks for another claim of the same supporter for this visit.
    """

    claimant: ClaimantFacts
    programme: ProgrammeFacts | None
    own: Interval
    others: tuple[Interval, ...] = ()
    other_visits: int = 0
    has_live_claim: bool = False

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


def judge_filing(facts: FilingFacts, arrived_at: datetime) -> Decision:
    """C1-C8, C11; never asks for papers (C10)."""
    return _judge_claim(facts, arrived_at, ())


def judge_resending(state: str, facts: FilingFacts, first_arrived_at: datetime) -> Decision:
    """A corrected claim, judged anew as of its first arrival, which C4 and C9 count from.

    `facts.claimant` is the one stored at the first arrival: C2 is tested at filing.
    """
    return _judge_claim(facts, first_arrived_at, _wrong_state(state, RETURNED))


def judge_approval(
    state: str, *, is_own_claim: bool, was_qualified_at_filing: bool, has_confirmed_experience: bool
) -> Decision:
    """C2: declared experience let the claim in, only confirmed one gets it approved."""
    unconfirmed = not (was_qualified_at_filing or has_confirmed_experience)
    return Decision(
        (
            *_wrong_state(state, FILED),
            *_when(is_own_claim, Reason.OWN_CLAIM),
            *_when(unconfirmed, Reason.EXPERIENCE_UNCONFIRMED),
        )
    )


def judge_rejection(state: str, *, is_own_claim: bool) -> Decision:
    """A returned claim too: left unanswered, it would hold its consultee's place."""
    return Decision((*_wrong_state(state, FILED, RETURNED), *_when(is_own_claim, Reason.OWN_CLAIM)))


def judge_return(state: str, *, is_own_claim: bool) -> Decision:
    return Decision((*_wrong_state(state, FILED), *_when(is_own_claim, Reason.OWN_CLAIM)))


def judge_withdrawal(state: str, *, is_in_frozen_batch: bool) -> Decision:
    return Decision(
        (*_wrong_state(state, FILED, RETURNED, APPROVED), *_when(is_in_frozen_batch, Reason.IN_FROZEN_BATCH))
    )


def judge_payment(state: str, *, has_papers: bool) -> Decision:
    """C10: `has_papers` asks for those of the registration term of the visit's day."""
    return Decision((*_wrong_state(state, APPROVED), *_when(not has_papers, Reason.PAPERS_MISSING)))


def amount_for(minutes: int, programme: ProgrammeFacts) -> int:
    """C5, C8: yen for one supporter; 0 below the minimum."""
    if minutes < programme.minimum_minutes:
        return 0
    if minutes < programme.long_from_minutes:
        return programme.short_amount
    return programme.long_amount


def claim_deadline(visit_day: date, programme: ProgrammeFacts) -> date:
    """C4, C11: the last day, ending at 24:00 in Tokyo, be the programme over or not."""
    return same_day_months_later(visit_day, programme.claim_months)


def pay_month(arrived_at: datetime) -> date:
    """C9: the first day of the month after the one of arrival."""
    return first_of_next_month(tokyo_day(arrived_at))


def to_json(facts: object) -> object:
    """The facts as plain dicts, lists, strings and numbers, to be kept with the claim."""
    if is_dataclass(facts):
        return {f.name: to_json(getattr(facts, f.name)) for f in fields(facts)}
    if isinstance(facts, tuple):
        return [to_json(fact) for fact in facts]
    if isinstance(facts, date):
        return facts.isoformat()
    return facts


def _judge_claim(facts: FilingFacts, arrived_at: datetime, before: tuple[Reason, ...]) -> Decision:
    deadline = _deadline(facts)
    reasons = (
        *before,
        *_claimant_reasons(facts.claimant),
        *_day_reasons(facts, deadline, arrived_at),
        *_duration_reasons(facts),
        *_limit_reasons(facts),
    )
    if reasons or facts.programme is None:
        return Decision(reasons, deadline=deadline)
    return Decision(
        amount=amount_for(facts.own.whole_minutes, facts.programme), deadline=deadline, pay_month=pay_month(arrived_at)
    )


def _deadline(facts: FilingFacts) -> date | None:
    programme = facts.programme
    if programme is None or not programme.covers(facts.visit_day):
        return None
    return claim_deadline(facts.visit_day, programme)


def _claimant_reasons(claimant: ClaimantFacts) -> Iterator[Reason]:
    if not claimant.is_registered:
        yield Reason.NOT_REGISTERED
    if claimant.has_left:
        yield Reason.HAS_LEFT
    if not claimant.may_accompany:
        yield Reason.NEITHER_EXPERIENCED_NOR_QUALIFIED


def _day_reasons(facts: FilingFacts, deadline: date | None, arrived_at: datetime) -> Iterator[Reason]:
    if deadline is None:
        yield Reason.OUTSIDE_PROGRAMME
    if max(facts.own.start, facts.own.end) > arrived_at:
        yield Reason.NOT_OVER
    if deadline is not None and arrived_at >= end_of_day(deadline):
        yield Reason.DEADLINE_PASSED


def _duration_reasons(facts: FilingFacts) -> Iterator[Reason]:
    own, programme = facts.own, facts.programme
    if own.is_reversed:
        # There is no length to judge then.
        yield Reason.ENDS_BEFORE_START
        return
    if own.end - own.start > LONGEST_VISIT:
        yield Reason.OVER_A_DAY
    if programme is not None and own.whole_minutes < programme.minimum_minutes:
        yield Reason.TOO_SHORT


def _limit_reasons(facts: FilingFacts) -> Iterator[Reason]:
    own, programme = facts.own, facts.programme
    if programme is not None:
        if facts.other_visits >= programme.visits_per_consultee:
            yield Reason.CONSULTEE_LIMIT
        if len(facts.others) >= programme.supporters_per_visit:
            yield Reason.VISIT_FULL
    if not own.is_reversed and not all(own.overlaps(o) for o in facts.others):
        yield Reason.TIMES_APART
    if facts.has_live_claim:
        yield Reason.ALREADY_CLAIMED


def _wrong_state(state: str, *allowed: str) -> tuple[Reason, ...]:
    return _when(state not in allowed, Reason.WRONG_STATE)


def _when(is_so: bool, reason: Reason) -> tuple[Reason, ...]:
    return (reason,) if is_so else ()
