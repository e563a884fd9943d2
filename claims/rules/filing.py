"""What may be filed, and what it comes to (C1-C9, C11)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from portal.dates import end_of_day, first_of_next_month, same_day_months_later, tokyo_day
from portal.refusals import when
from surveys.rules import judge_accompanying

from ..enums import TRANSITIONS, ClaimState
from .terms import ClaimantFacts, Decision, FilingFacts, Interval, ProgrammeFacts, Reason

LONGEST_VISIT = timedelta(hours=24)
"""A longer one is a mistyped date."""

RESENT = {ClaimState.FILED, ClaimState.WAITING}
"""What a corrected claim can become: both ways are open, or none."""


def judge_filing(facts: FilingFacts, arrived_at: datetime) -> Decision:
    """C1-C8, C11; never asks for papers (C10)."""
    return _judge_claim(facts, arrived_at, ())


def judge_resending(state: str, facts: FilingFacts, first_arrived_at: datetime) -> Decision:
    """A corrected claim, judged anew as of its first arrival, which C4 and C9 count from.

    `facts.claimant` is the one stored at the first arrival: C2 is tested at filing.
    """
    return _judge_claim(facts, first_arrived_at, when(not TRANSITIONS[state] >= RESENT, Reason.WRONG_STATE))


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


def month_to_speak_of(month: date, today: date) -> date | None:
    """The month of payment, until it is over: what is paid later is paid as soon as it can be."""
    return month if today < first_of_next_month(month) else None


def day_of_visit(standing: Sequence[Interval], returned: Sequence[Interval]) -> date:
    """C1: the day on which the first of those who claim for it began.

    Times that the office has returned count as long as they meet those that stand: else one of the two is corrected
    already, and the other isn't yet.
    """
    met = [times for times in returned if not standing or any(times.overlaps(other) for other in standing)]
    return tokyo_day(min(times.start for times in (*standing, *met)))


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
    yield from map(Reason, judge_accompanying(claimant).reasons)


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
    """C6, C7. Of two others who are there already, it is the number that stands in the way."""
    own, programme = facts.own, facts.programme
    if programme is not None:
        if not facts.is_counted and facts.other_visits >= programme.visits_per_consultee:
            yield Reason.CONSULTEE_LIMIT
        if len(facts.others) + facts.doubted >= programme.supporters_per_visit:
            yield Reason.VISIT_FULL
    if facts.others and not own.is_reversed and not any(own.overlaps(other) for other in facts.others):
        yield Reason.TIMES_APART
    if facts.met_visits:
        yield Reason.MEETS_ANOTHER_VISIT
    if facts.has_live_claim:
        yield Reason.ALREADY_CLAIMED
