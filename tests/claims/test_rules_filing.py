"""The terms of a claim, clause by clause, with both sides of every edge."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from claims.rules import (
    ClaimantFacts,
    Decision,
    FilingFacts,
    Interval,
    Reason,
    amount_for,
    judge_approval,
    judge_filing,
)
from tests.claims.ordinary import (
    FLYER,
    MICROSECOND,
    NEWCOMER,
    NOON,
    ORDINARY,
    QUALIFIED,
    TEN,
    lasting,
    reasons_for,
    tokyo,
    visit_on,
)


def test_an_ordinary_claim_is_allowed_with_all_its_figures() -> None:
    assert judge_filing(ORDINARY, NOON) == Decision(
        reasons=(),
        amount=4000,
        deadline=date(2023, 10, 1),
        pay_month=date(2023, 10, 1),
    )


# C1: within the programme, by the Tokyo day on which the visit starts


@pytest.mark.parametrize(
    ("start", "reasons"),
    [
        (tokyo(2023, 7, 9, 23, 59), (Reason.OUTSIDE_PROGRAMME,)),
        (tokyo(2023, 7, 10, 0, 0), ()),
        (tokyo(2026, 2, 28, 23, 59), ()),
        (tokyo(2026, 3, 1, 0, 0), (Reason.OUTSIDE_PROGRAMME,)),
        # 10 July in Tokyo has begun while it is still the 9th in Greenwich
        (datetime(2023, 7, 9, 14, 59, tzinfo=UTC), (Reason.OUTSIDE_PROGRAMME,)),
        (datetime(2023, 7, 9, 15, 0, tzinfo=UTC), ()),
    ],
)
def test_c1_the_visit_starts_within_the_programme(start: datetime, reasons: tuple[Reason, ...]) -> None:
    facts = replace(ORDINARY, own=lasting(start, hours=1))
    assert reasons_for(facts, start + timedelta(days=1)) == reasons


def test_c1_a_visit_past_midnight_belongs_to_the_day_it_starts_on() -> None:
    facts = replace(ORDINARY, own=lasting(tokyo(2023, 8, 31, 23), hours=2))
    assert facts.visit_day == date(2023, 8, 31)
    assert judge_filing(facts, NOON).deadline == date(2023, 9, 30)


def test_c1_a_visit_of_two_belongs_to_the_day_the_first_of_them_starts_on() -> None:
    earlier = lasting(tokyo(2023, 8, 31, 23), hours=3)
    facts = replace(ORDINARY, own=lasting(tokyo(2023, 9, 1, 0), hours=2), others=(earlier,))
    assert facts.visit_day == date(2023, 8, 31)


def test_c1_a_day_without_any_programme_has_no_amount_and_no_deadline() -> None:
    facts = replace(ORDINARY, programme=None)
    assert judge_filing(facts, NOON) == Decision((Reason.OUTSIDE_PROGRAMME,))


def test_c1_outside_the_programme_no_deadline_can_have_passed() -> None:
    facts = replace(ORDINARY, own=visit_on(date(2023, 7, 9)))
    assert judge_filing(facts, tokyo(2025, 1, 1)) == Decision((Reason.OUTSIDE_PROGRAMME,))


# C2: registered, and experienced or qualified


@pytest.mark.parametrize(
    ("claimant", "reasons"),
    [
        (QUALIFIED, ()),
        (replace(NEWCOMER, has_declared_experience=True), ()),
        (replace(NEWCOMER, has_confirmed_experience=True), ()),
        (NEWCOMER, (Reason.NEITHER_EXPERIENCED_NOR_QUALIFIED,)),
        (replace(QUALIFIED, is_registered=False), (Reason.NOT_REGISTERED,)),
        (replace(QUALIFIED, has_left=True), (Reason.HAS_LEFT,)),
    ],
)
def test_c2_who_may_file(claimant: ClaimantFacts, reasons: tuple[Reason, ...]) -> None:
    assert reasons_for(replace(ORDINARY, claimant=claimant)) == reasons


@pytest.mark.parametrize(
    ("was_qualified_at_filing", "has_confirmed_experience", "reasons"),
    [
        (True, False, ()),
        (False, True, ()),
        (True, True, ()),
        (False, False, (Reason.EXPERIENCE_UNCONFIRMED,)),
    ],
)
def test_c2_declared_experience_is_confirmed_before_approval(
    was_qualified_at_filing: bool,
    has_confirmed_experience: bool,
    reasons: tuple[Reason, ...],
) -> None:
    decision = judge_approval(
        "filed",
        is_own_claim=False,
        was_qualified_at_filing=was_qualified_at_filing,
        has_confirmed_experience=has_confirmed_experience,
    )
    assert decision.reasons == reasons


# C3: each supporter files alone, once for a visit


def test_c3_a_second_live_claim_for_the_same_visit_is_refused() -> None:
    facts = replace(ORDINARY, has_live_claim=True)
    assert reasons_for(facts) == (Reason.ALREADY_CLAIMED,)


# C4: within one month after the visit, by arrival, until 24:00 in Tokyo

DEADLINES = [
    (date(2023, 7, 10), date(2023, 8, 10)),
    (date(2023, 7, 30), date(2023, 8, 30)),
    (date(2023, 7, 31), date(2023, 8, 31)),
    (date(2023, 8, 31), date(2023, 9, 30)),
    (date(2023, 12, 31), date(2024, 1, 31)),
    (date(2024, 1, 31), date(2024, 2, 29)),
    (date(2025, 1, 31), date(2025, 2, 28)),
    (date(2025, 1, 29), date(2025, 2, 28)),
    (date(2024, 4, 30), date(2024, 5, 31)),
    (date(2024, 2, 28), date(2024, 3, 28)),
    (date(2024, 2, 29), date(2024, 3, 31)),
    # C11: the programme is over by then, its last month is not
    (date(2026, 2, 1), date(2026, 3, 1)),
    (date(2026, 2, 27), date(2026, 3, 27)),
    (date(2026, 2, 28), date(2026, 3, 31)),
]


@pytest.mark.parametrize(("visited_on", "deadline"), DEADLINES)
def test_c4_c11_the_last_instant_is_before_midnight_of_the_deadline(visited_on: date, deadline: date) -> None:
    facts = replace(ORDINARY, own=visit_on(visited_on))
    midnight = tokyo(deadline.year, deadline.month, deadline.day) + timedelta(days=1)

    in_time = judge_filing(facts, midnight - MICROSECOND)
    late = judge_filing(facts, midnight)

    assert (in_time.reasons, in_time.deadline) == ((), deadline)
    assert late == Decision((Reason.DEADLINE_PASSED,), deadline=deadline)


def test_c4_the_server_may_count_in_another_zone() -> None:
    facts = replace(ORDINARY, own=visit_on(date(2023, 7, 30)))
    midnight = datetime(2023, 8, 30, 15, 0, tzinfo=UTC)
    assert reasons_for(facts, midnight - MICROSECOND) == ()
    assert reasons_for(facts, midnight) == (Reason.DEADLINE_PASSED,)


def test_c4_the_months_are_the_programmes_data() -> None:
    patient = replace(FLYER, claim_months=3)
    facts = replace(ORDINARY, programme=patient, own=visit_on(date(2023, 11, 30)))
    assert judge_filing(facts, tokyo(2023, 12, 1)).deadline == date(2024, 2, 29)


def test_c4_a_visit_is_claimed_when_it_is_over() -> None:
    end = ORDINARY.own.end
    assert reasons_for(ORDINARY, end - MICROSECOND) == (Reason.NOT_OVER,)
    assert reasons_for(ORDINARY, end) == ()


def test_c4_a_visit_of_tomorrow_is_not_over() -> None:
    facts = replace(ORDINARY, own=lasting(TEN + timedelta(days=1), minutes=90))
    assert reasons_for(facts) == (Reason.NOT_OVER,)


# C5 and C8: an hour at least, 4,000 yen below two hours, 8,000 yen from there


@pytest.mark.parametrize(
    ("duration", "reasons", "amount"),
    [
        (timedelta(0), (Reason.TOO_SHORT,), None),
        (timedelta(minutes=59), (Reason.TOO_SHORT,), None),
        (timedelta(minutes=59, seconds=59), (Reason.TOO_SHORT,), None),
        (timedelta(minutes=60), (), 4000),
        (timedelta(minutes=119), (), 4000),
        (timedelta(minutes=119, seconds=59), (), 4000),
        (timedelta(minutes=120), (), 8000),
        (timedelta(hours=24), (), 8000),
        (timedelta(hours=24) + MICROSECOND, (Reason.OVER_A_DAY,), None),
        (timedelta(microseconds=-1), (Reason.ENDS_BEFORE_START,), None),
        (timedelta(hours=-2), (Reason.ENDS_BEFORE_START,), None),
    ],
)
def test_c5_c8_the_own_time_decides(duration: timedelta, reasons: tuple[Reason, ...], amount: int | None) -> None:
    facts = replace(ORDINARY, own=Interval(TEN, TEN + duration))
    decision = judge_filing(facts, TEN + timedelta(days=2))
    assert (decision.reasons, decision.amount) == (reasons, amount)


@pytest.mark.parametrize(("minutes", "amount"), [(29, None), (30, 1500), (89, 1500), (90, 2500)])
def test_c5_c8_minutes_and_amounts_are_the_programmes_data(minutes: int, amount: int | None) -> None:
    other = replace(
        FLYER,
        minimum_minutes=30,
        long_from_minutes=90,
        short_amount=1500,
        long_amount=2500,
    )
    facts = replace(ORDINARY, programme=other, own=lasting(TEN, minutes=minutes))
    assert judge_filing(facts, NOON).amount == amount


@pytest.mark.parametrize(
    ("minutes", "amount"), [(0, 0), (59, 0), (60, 4000), (119, 4000), (120, 8000), (24 * 60, 8000)]
)
def test_c5_c8_so_many_minutes_come_to(minutes: int, amount: int) -> None:
    assert amount_for(minutes, FLYER) == amount


# All reasons at once


def test_everything_wrong_at_once_is_told_at_once() -> None:
    facts = FilingFacts(
        claimant=replace(NEWCOMER, is_registered=False, has_left=True),
        programme=FLYER,
        own=lasting(TEN, minutes=59),
        others=(lasting(TEN + timedelta(hours=3), hours=1),) * 2,
        other_visits=3,
        has_live_claim=True,
    )
    assert judge_filing(facts, tokyo(2023, 10, 2)) == Decision(
        (
            Reason.NOT_REGISTERED,
            Reason.HAS_LEFT,
            Reason.NEITHER_EXPERIENCED_NOR_QUALIFIED,
            Reason.DEADLINE_PASSED,
            Reason.TOO_SHORT,
            Reason.CONSULTEE_LIMIT,
            Reason.VISIT_FULL,
            Reason.TIMES_APART,
            Reason.ALREADY_CLAIMED,
        ),
        deadline=date(2023, 10, 1),
    )


def test_a_mistyped_year_is_told_with_its_other_faults() -> None:
    facts = replace(ORDINARY, own=Interval(tokyo(2030, 9, 1, 10), tokyo(2030, 9, 3)))
    assert reasons_for(facts) == (
        Reason.OUTSIDE_PROGRAMME,
        Reason.NOT_OVER,
        Reason.OVER_A_DAY,
    )


def test_outside_the_programme_the_nearest_one_still_measures_the_visit() -> None:
    facts = replace(ORDINARY, own=lasting(tokyo(2023, 7, 9, 10), minutes=59))
    assert reasons_for(facts) == (Reason.OUTSIDE_PROGRAMME, Reason.TOO_SHORT)


def test_times_the_wrong_way_round_are_told_without_consequences() -> None:
    facts = replace(
        ORDINARY,
        own=Interval(TEN, TEN - timedelta(hours=1)),
        others=(ORDINARY.own,),
    )
    assert reasons_for(facts) == (Reason.ENDS_BEFORE_START,)


def test_times_the_wrong_way_round_do_not_hide_the_future() -> None:
    facts = replace(ORDINARY, own=Interval(NOON + timedelta(hours=1), NOON))
    assert reasons_for(facts) == (Reason.NOT_OVER, Reason.ENDS_BEFORE_START)
