"""How many may claim, and how often (C6, C7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from claims.rules import (
    Reason,
    judge_filing,
)
from tests.claims.ordinary import (
    FLYER,
    NOON,
    ORDINARY,
    TEN,
    lasting,
    reasons_for,
)

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


def test_c6_visit_that_is_counted_already_takes_nothing_from_the_limit() -> None:
    assert reasons_for(replace(ORDINARY, other_visits=3, is_counted=True)) == ()


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


@pytest.mark.parametrize(
    ("others", "doubted", "reasons"),
    [(0, 1, ()), (1, 0, ()), (1, 1, (Reason.VISIT_FULL,)), (0, 2, (Reason.VISIT_FULL,))],
)
def test_c7_whoever_has_a_returned_claim_keeps_the_place(
    others: int, doubted: int, reasons: tuple[Reason, ...]
) -> None:
    assert reasons_for(replace(ORDINARY, others=(ORDINARY.own,) * others, doubted=doubted)) == reasons


def test_c7_own_times_need_overlap_those_of_only_one_other() -> None:
    three = replace(FLYER, supporters_per_visit=3)
    apart = lasting(TEN - timedelta(hours=2), hours=2)

    assert reasons_for(replace(ORDINARY, programme=three, others=(ORDINARY.own, apart))) == ()
    assert reasons_for(replace(ORDINARY, programme=three, others=(apart, apart))) == (Reason.TIMES_APART,)


@pytest.mark.parametrize(("met_visits", "reasons"), [(0, ()), (1, (Reason.MEETS_ANOTHER_VISIT,))])
def test_c7_visits_of_one_consultee_share_no_time(met_visits: int, reasons: tuple[Reason, ...]) -> None:
    assert reasons_for(replace(ORDINARY, met_visits=met_visits)) == reasons


def test_c7_each_is_paid_in_full_by_the_own_time() -> None:
    long, short = lasting(TEN, minutes=120), lasting(TEN, minutes=60)
    first = replace(ORDINARY, own=long, others=(short,))
    second = replace(ORDINARY, own=short, others=(long,))
    assert judge_filing(first, NOON).amount == 8000
    assert judge_filing(second, NOON).amount == 4000


def test_c7_too_short_a_stay_is_refused_however_long_the_other_stayed() -> None:
    facts = replace(ORDINARY, own=lasting(TEN, minutes=59), others=(lasting(TEN, hours=3),))
    assert reasons_for(facts) == (Reason.TOO_SHORT,)
