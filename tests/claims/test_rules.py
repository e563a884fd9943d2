"""The terms of a claim, clause by clause, with both sides of every edge.

The ordinary case: a qualified supporter accompanied somebody on Friday 1 September 2023
from 10:00 to 11:30 and files at noon.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from claims import rules
from claims.enums import FINAL_STATES, LIVE_STATES, TRANSITIONS, ClaimState
from claims.rules import (
    REASON_CLAUSES,
    ClaimantFacts,
    Decision,
    FilingFacts,
    Interval,
    ProgrammeFacts,
    Reason,
    judge_approval,
    judge_filing,
    judge_payment,
    judge_rejection,
    judge_resending,
    judge_return,
    judge_withdrawal,
    to_json,
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


# C6: three visits of one consultee


@pytest.mark.parametrize(
    ("other_visits", "reasons"),
    [
        (0, ()),
        (2, ()),
        (3, (Reason.CONSULTEE_LIMIT,)),
        (4, (Reason.CONSULTEE_LIMIT,)),
    ],
)
def test_c6_three_visits_of_one_consultee(other_visits: int, reasons: tuple[Reason, ...]) -> None:
    assert reasons_for(replace(ORDINARY, other_visits=other_visits)) == reasons


# C7: two supporters, each with own times that overlap the other's


@pytest.mark.parametrize(
    ("others", "reasons"),
    [(0, ()), (1, ()), (2, (Reason.VISIT_FULL,))],
)
def test_c7_two_supporters_for_one_visit(others: int, reasons: tuple[Reason, ...]) -> None:
    assert reasons_for(replace(ORDINARY, others=(ORDINARY.own,) * others)) == reasons


@pytest.mark.parametrize(
    ("start", "reasons"),
    [
        # the other one stayed from 10:00 to 11:30
        (TEN + timedelta(minutes=89), ()),
        (TEN + timedelta(minutes=90), (Reason.TIMES_APART,)),
        (TEN - timedelta(minutes=59), ()),
        (TEN - timedelta(minutes=60), (Reason.TIMES_APART,)),
    ],
)
def test_c7_own_times_overlap_those_of_the_other(start: datetime, reasons: tuple[Reason, ...]) -> None:
    facts = replace(ORDINARY, own=lasting(start, hours=1), others=(lasting(TEN, minutes=90),))
    assert reasons_for(facts, NOON + timedelta(days=1)) == reasons


def test_c7_each_is_paid_in_full_by_the_own_time() -> None:
    long, short = lasting(TEN, minutes=120), lasting(TEN, minutes=60)
    first = replace(ORDINARY, own=long, others=(short,))
    second = replace(ORDINARY, own=short, others=(long,))
    assert judge_filing(first, NOON).amount == 8000
    assert judge_filing(second, NOON).amount == 4000


def test_c7_too_short_a_stay_is_refused_however_long_the_other_stayed() -> None:
    facts = replace(ORDINARY, own=lasting(TEN, minutes=59), others=(lasting(TEN, hours=3),))
    assert reasons_for(facts) == (Reason.TOO_SHORT,)


# C9: paid in the month after arrival


@pytest.mark.parametrize(
    ("arrived_at", "month"),
    [
        (tokyo(2023, 9, 1, 12), date(2023, 10, 1)),
        (tokyo(2023, 10, 1) - MICROSECOND, date(2023, 10, 1)),
        (tokyo(2023, 10, 1), date(2023, 11, 1)),
        # still 30 September in Greenwich
        (datetime(2023, 9, 30, 15, 0, tzinfo=UTC), date(2023, 11, 1)),
    ],
)
def test_c9_paid_in_the_month_after_arrival(arrived_at: datetime, month: date) -> None:
    assert judge_filing(ORDINARY, arrived_at).pay_month == month


def test_c9_a_claim_of_december_is_paid_in_january() -> None:
    facts = replace(ORDINARY, own=visit_on(date(2023, 12, 10)))
    decision = judge_filing(facts, tokyo(2023, 12, 31, 23, 59))
    assert decision.pay_month == date(2024, 1, 1)


# C10: filing knows no papers, paying does


@pytest.mark.parametrize(
    ("state", "has_papers", "reasons"),
    [
        ("approved", True, ()),
        ("approved", False, (Reason.PAPERS_MISSING,)),
        ("filed", True, (Reason.WRONG_STATE,)),
        ("rejected", False, (Reason.WRONG_STATE, Reason.PAPERS_MISSING)),
    ],
)
def test_c10_paying_waits_for_the_papers(state: str, has_papers: bool, reasons: tuple[Reason, ...]) -> None:
    assert judge_payment(state, has_papers=has_papers).reasons == reasons


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


# After filing: the desk and the supporter

STATES = ["filed", "returned", "approved", "rejected", "withdrawn"]


def allowed_states(judge: object) -> list[str]:
    assert callable(judge)
    return [state for state in STATES if judge(state).is_allowed]


def test_each_verb_has_its_states() -> None:
    assert {
        "approve": allowed_states(
            lambda state: judge_approval(
                state,
                is_own_claim=False,
                was_qualified_at_filing=True,
                has_confirmed_experience=False,
            )
        ),
        "reject": allowed_states(lambda s: judge_rejection(s, is_own_claim=False)),
        "return": allowed_states(lambda s: judge_return(s, is_own_claim=False)),
        "resend": allowed_states(lambda s: judge_resending(s, ORDINARY, NOON)),
        "withdraw": allowed_states(lambda s: judge_withdrawal(s, is_in_frozen_batch=False)),
        "pay": allowed_states(lambda s: judge_payment(s, has_papers=True)),
    } == {
        "approve": ["filed"],
        "reject": ["filed", "returned"],
        "return": ["filed"],
        "resend": ["returned"],
        "withdraw": ["filed", "returned", "approved"],
        "pay": ["approved"],
    }


def test_nobody_decides_an_own_claim() -> None:
    approval = judge_approval(
        "filed",
        is_own_claim=True,
        was_qualified_at_filing=True,
        has_confirmed_experience=True,
    )
    assert approval.reasons == (Reason.OWN_CLAIM,)
    assert judge_rejection("filed", is_own_claim=True).reasons == (Reason.OWN_CLAIM,)
    assert judge_return("filed", is_own_claim=True).reasons == (Reason.OWN_CLAIM,)


def test_approval_tells_all_its_reasons() -> None:
    decision = judge_approval(
        "approved",
        is_own_claim=True,
        was_qualified_at_filing=False,
        has_confirmed_experience=False,
    )
    assert decision.reasons == (
        Reason.WRONG_STATE,
        Reason.OWN_CLAIM,
        Reason.EXPERIENCE_UNCONFIRMED,
    )


@pytest.mark.parametrize("state", ["filed", "returned", "approved"])
def test_a_frozen_batch_ends_withdrawing(state: str) -> None:
    decision = judge_withdrawal(state, is_in_frozen_batch=True)
    assert decision.reasons == (Reason.IN_FROZEN_BATCH,)


def test_a_corrected_claim_counts_from_its_first_arrival() -> None:
    corrected = replace(ORDINARY, own=lasting(TEN, minutes=120))
    assert judge_resending("returned", corrected, NOON) == Decision(
        amount=8000, deadline=date(2023, 10, 1), pay_month=date(2023, 10, 1)
    )


def test_a_corrected_claim_is_judged_anew() -> None:
    corrected = replace(ORDINARY, own=lasting(TEN, minutes=59))
    assert judge_resending("returned", corrected, NOON).reasons == (Reason.TOO_SHORT,)


def test_a_corrected_date_cannot_lie_after_the_first_arrival() -> None:
    corrected = replace(ORDINARY, own=lasting(TEN + timedelta(days=1), minutes=90))
    assert judge_resending("returned", corrected, NOON).reasons == (Reason.NOT_OVER,)


# What a decision is made of


def test_every_reason_but_the_desks_own_cites_its_clause() -> None:
    assert set(Reason) - set(REASON_CLAUSES) == {
        Reason.WRONG_STATE,
        Reason.OWN_CLAIM,
        Reason.IN_FROZEN_BATCH,
    }


def test_rules_and_enums_name_the_states_alike() -> None:
    assert (rules.FILED, rules.RETURNED, rules.APPROVED) == (
        ClaimState.FILED.value,
        ClaimState.RETURNED.value,
        ClaimState.APPROVED.value,
    )
    assert STATES == ClaimState.values


def test_every_state_is_either_live_or_final() -> None:
    assert LIVE_STATES | FINAL_STATES == set(ClaimState)
    assert FINAL_STATES == {s for s in ClaimState if not TRANSITIONS[s]}
    assert LIVE_STATES & FINAL_STATES == set()


def test_facts_are_kept_as_plain_json() -> None:
    facts = replace(ORDINARY, others=(lasting(TEN, hours=1),))
    stored = to_json(facts)
    assert json.loads(json.dumps(stored)) == stored
    assert stored == {
        "claimant": {
            "is_registered": True,
            "has_left": False,
            "has_declared_experience": False,
            "has_confirmed_experience": False,
            "is_qualified": True,
        },
        "programme": {
            "starts_on": "2023-07-10",
            "ends_on": "2026-02-28",
            "short_amount": 4000,
            "long_amount": 8000,
            "minimum_minutes": 60,
            "long_from_minutes": 120,
            "visits_per_consultee": 3,
            "supporters_per_visit": 2,
            "claim_months": 1,
        },
        "own": {
            "start": "2023-09-01T10:00:00+09:00",
            "end": "2023-09-01T11:30:00+09:00",
        },
        "others": [
            {
                "start": "2023-09-01T10:00:00+09:00",
                "end": "2023-09-01T11:00:00+09:00",
            }
        ],
        "other_visits": 0,
        "has_live_claim": False,
    }
