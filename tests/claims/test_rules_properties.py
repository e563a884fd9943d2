from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from claims.rules import (
    ClaimantFacts,
    FilingFacts,
    Interval,
    Reason,
    amount_for,
    claim_deadline,
    judge_filing,
    pay_month,
)
from portal.dates import TOKYO
from tests.claims.ordinary import FLYER

DAYS = st.dates(FLYER.starts_on, FLYER.ends_on)
MINUTES = st.integers(0, 3 * 24 * 60)
INSTANTS = st.datetimes(datetime(2023, 1, 1), datetime(2027, 1, 1), timezones=st.just(TOKYO))
CLAIMANTS = st.builds(ClaimantFacts, *[st.booleans() for _ in range(len(ClaimantFacts.__annotations__))])


def around(start: datetime, offset: int, minutes: int) -> Interval:
    own_start = start + timedelta(minutes=offset)
    return Interval(own_start, own_start + timedelta(minutes=minutes))


@st.composite
def filings(draw: st.DrawFn) -> FilingFacts:
    start = draw(INSTANTS)
    times = st.builds(around, st.just(start), st.integers(-200, 200), st.integers(-100, 2000))
    return FilingFacts(
        claimant=draw(CLAIMANTS),
        programme=draw(st.sampled_from([FLYER, None])),
        own=draw(times),
        others=tuple(draw(st.lists(times, max_size=3))),
        other_visits=draw(st.integers(0, 5)),
        has_live_claim=draw(st.booleans()),
    )


@given(DAYS, DAYS)
def test_a_later_visit_never_has_an_earlier_deadline(a: date, b: date) -> None:
    earlier, later = sorted((a, b))
    assert claim_deadline(earlier, FLYER) <= claim_deadline(later, FLYER)


@given(DAYS)
def test_the_deadline_leaves_four_weeks_at_least_and_a_month_at_most(day: date) -> None:
    assert 28 <= (claim_deadline(day, FLYER) - day).days <= 31


@given(MINUTES, MINUTES)
def test_a_longer_visit_never_earns_less(a: int, b: int) -> None:
    shorter, longer = sorted((a, b))
    assert amount_for(shorter, FLYER) <= amount_for(longer, FLYER)


@given(INSTANTS, INSTANTS)
def test_a_later_arrival_is_never_paid_earlier(a: datetime, b: datetime) -> None:
    earlier, later = sorted((a, b))
    assert pay_month(earlier) <= pay_month(later)


@given(filings(), INSTANTS)
def test_a_decision_has_figures_exactly_when_it_allows(facts: FilingFacts, arrived_at: datetime) -> None:
    decision = judge_filing(facts, arrived_at)
    assert decision.is_allowed == (decision.amount in {4000, 8000})
    assert decision.is_allowed == (decision.pay_month is not None)
    assert not (decision.is_allowed and decision.deadline is None)


@given(filings(), INSTANTS)
def test_reasons_come_once_each_and_in_the_order_of_the_list(facts: FilingFacts, arrived_at: datetime) -> None:
    found = judge_filing(facts, arrived_at).reasons
    assert found == tuple(reason for reason in Reason if reason in found)


@given(filings(), INSTANTS)
def test_taking_a_fault_away_takes_only_its_own_reason(facts: FilingFacts, arrived_at: datetime) -> None:
    before = judge_filing(facts, arrived_at).reasons
    after = judge_filing(replace(facts, has_live_claim=False), arrived_at).reasons
    assert after == tuple(r for r in before if r != Reason.ALREADY_CLAIMED)
