"""When a session can be planned, moved, given other seats, announced and cancelled (S1, S3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.dates import TOKYO
from sessions.planning.rules import (
    Reason,
    RoleSeats,
    Times,
    closing_moved_along,
    judge_announcement,
    judge_cancelling,
    judge_change,
    judge_move,
    judge_plan,
    judge_seats,
    usual_closing,
)


@dataclass
class Planned:
    """Sign-up lasts until the day before."""

    starts_at: datetime
    ends_at: datetime
    sign_up_opens_at: datetime
    sign_up_closes_at: datetime
    kind: str = "consultation"
    cohort_id: int | None = None
    title: object = ""
    helper_seats: int = 4
    learner_seats: int = 2
    is_cancelled: bool = False


NOW = datetime(2026, 5, 15, 12, tzinfo=TOKYO)
STARTS = datetime(2026, 6, 7, 14, tzinfo=TOKYO)
TIMES = Times(STARTS, STARTS + timedelta(hours=2), NOW, datetime(2026, 6, 7, 0, tzinfo=TOKYO))
STATE = Planned(TIMES.starts_at, TIMES.ends_at, TIMES.sign_up_opens_at, TIMES.sign_up_closes_at)
CANCELLED = replace(STATE, is_cancelled=True)
DURING, AFTER = STARTS + timedelta(hours=1), STARTS + timedelta(hours=2)
MOVED = replace(TIMES, starts_at=STARTS + timedelta(days=7), ends_at=STARTS + timedelta(days=7, hours=2))


def lasting(**length: float) -> Planned:
    return replace(STATE, ends_at=STARTS + timedelta(**length))


@pytest.mark.parametrize(
    ("planned", "reasons"),
    [
        (STATE, ()),
        (lasting(hours=12), ()),
        (lasting(hours=12, minutes=1), (Reason.OVER_TWELVE_HOURS,)),
        (lasting(hours=0), (Reason.ENDS_BEFORE_START,)),
        (lasting(hours=-1), (Reason.ENDS_BEFORE_START,)),
        (replace(STATE, helper_seats=2), ()),
        (replace(STATE, helper_seats=0), ()),
        (replace(STATE, learner_seats=0), ()),
        (replace(STATE, helper_seats=0, learner_seats=0), (Reason.NO_SEATS,)),
        (replace(STATE, kind="workshop", cohort_id=7, title="First"), ()),
        (replace(STATE, kind="workshop"), (Reason.COHORT_MISSING, Reason.TITLE_MISSING)),
        (replace(STATE, sign_up_closes_at=STARTS), ()),
        (replace(STATE, sign_up_closes_at=STARTS + timedelta(minutes=1)), (Reason.SIGN_UP_ENDS_AFTER_START,)),
        (replace(STATE, sign_up_closes_at=NOW), (Reason.SIGN_UP_ENDS_BEFORE_IT_OPENS,)),
    ],
)
def test_plan_is_judged(planned: Planned, reasons: tuple[Reason, ...]) -> None:
    assert judge_plan(planned, is_number_taken=False, now=NOW).reasons == reasons


def test_plan_with_a_number_of_another_one_is_refused() -> None:
    assert judge_plan(STATE, is_number_taken=True, now=NOW).reasons == (Reason.NUMBER_TAKEN,)


def test_plan_is_refused_with_all_reasons_at_once() -> None:
    planned = Planned(NOW, NOW - timedelta(hours=1), NOW, NOW - timedelta(days=1), "workshop", None, "", 0, 0)

    assert judge_plan(planned, is_number_taken=True, now=NOW).reasons == (
        Reason.ENDS_BEFORE_START,
        Reason.STARTS_IN_THE_PAST,
        Reason.NUMBER_TAKEN,
        Reason.COHORT_MISSING,
        Reason.TITLE_MISSING,
        Reason.NO_SEATS,
        Reason.SIGN_UP_ENDS_BEFORE_IT_OPENS,
    )


@pytest.mark.parametrize(
    ("state", "times", "now", "reasons"),
    [
        (STATE, MOVED, NOW, ()),
        (STATE, TIMES, NOW, (Reason.NOT_MOVED,)),
        (CANCELLED, MOVED, NOW, (Reason.IS_CANCELLED,)),
        (STATE, MOVED, DURING, (Reason.HAS_STARTED,)),
        (STATE, MOVED, AFTER, (Reason.HAS_STARTED,)),
        (STATE, replace(MOVED, starts_at=NOW), NOW, (Reason.OVER_TWELVE_HOURS, Reason.STARTS_IN_THE_PAST)),
    ],
)
def test_move_is_judged(state: Planned, times: Times, now: datetime, reasons: tuple[Reason, ...]) -> None:
    open_until_it_begins = replace(times, sign_up_opens_at=NOW - timedelta(days=1), sign_up_closes_at=times.starts_at)

    assert judge_move(state, open_until_it_begins, is_announced_for_its_year=False, now=now).reasons == reasons


def test_announced_session_stays_in_its_fiscal_year() -> None:
    decision = judge_move(STATE, MOVED, is_announced_for_its_year=True, now=NOW)

    assert decision.reasons == (Reason.OTHER_FISCAL_YEAR,)


@pytest.mark.parametrize(
    ("state", "kind", "now", "reasons"),
    [
        (STATE, "consultation", NOW, ()),
        (STATE, "workshop", NOW, (Reason.TITLE_MISSING,)),
        (STATE, "consultation", DURING, ()),
        (CANCELLED, "consultation", AFTER, (Reason.IS_CANCELLED, Reason.HAS_STARTED)),
    ],
)
def test_change_is_judged(state: Planned, kind: str, now: datetime, reasons: tuple[Reason, ...]) -> None:
    assert judge_change(replace(state, kind=kind), now).reasons == reasons


def test_change_is_judged_by_the_sign_up_too() -> None:
    changed = replace(STATE, sign_up_closes_at=NOW)

    assert judge_change(changed, NOW).reasons == (Reason.SIGN_UP_ENDS_BEFORE_IT_OPENS,)


@pytest.mark.parametrize(
    ("helpers", "learners", "reasons"),
    [
        (RoleSeats(3, taken=3), RoleSeats(0, taken=0), ()),
        (RoleSeats(2, taken=3), RoleSeats(0, taken=0), (Reason.HELPERS_LOSE_SEATS,)),
        (RoleSeats(2, taken=3, freed=1), RoleSeats(0, taken=0), ()),
        (
            RoleSeats(2, taken=4, freed=1),
            RoleSeats(1, taken=2),
            (Reason.HELPERS_LOSE_SEATS, Reason.LEARNERS_LOSE_SEATS),
        ),
        (RoleSeats(0, taken=0), RoleSeats(0, taken=0), (Reason.NO_SEATS,)),
    ],
)
def test_seats_are_judged(helpers: RoleSeats, learners: RoleSeats, reasons: tuple[Reason, ...]) -> None:
    assert judge_seats(STATE, helpers, learners, DURING).reasons == reasons


def test_seats_of_a_session_that_is_over_stay() -> None:
    decision = judge_seats(CANCELLED, RoleSeats(1, taken=0), RoleSeats(1, taken=0), AFTER)

    assert decision.reasons == (Reason.IS_CANCELLED, Reason.HAS_STARTED)


@given(wanted=st.integers(0, 50), taken=st.integers(0, 50), freed=st.integers(0, 50))
def test_nobody_unnamed_loses_a_seat(wanted: int, taken: int, freed: int) -> None:
    judged = judge_seats(STATE, RoleSeats(wanted, taken, freed), RoleSeats(1, taken=0), NOW)

    assert judged.is_allowed is (taken - freed <= wanted)


@pytest.mark.parametrize(
    ("state", "now", "reasons"),
    [(STATE, DURING, ()), (STATE, AFTER, (Reason.HAS_STARTED,)), (CANCELLED, NOW, (Reason.IS_CANCELLED,))],
)
def test_cancelling_is_judged(state: Planned, now: datetime, reasons: tuple[Reason, ...]) -> None:
    assert judge_cancelling(state, now).reasons == reasons


def test_announcement_is_refused_with_all_reasons_at_once() -> None:
    workshop = replace(CANCELLED, kind="workshop")

    assert judge_announcement(workshop, indexes=0, live=0, live_at=STARTS).reasons == (
        Reason.IS_CANCELLED,
        Reason.IS_WORKSHOP,
        Reason.ANNOUNCED_AFTER_START,
        Reason.NO_INDEX_PAGE,
    )


@pytest.mark.parametrize(
    ("indexes", "live", "reasons"),
    [
        (4, 0, ()),
        (4, 3, ()),
        (4, 4, (Reason.IS_ANNOUNCED,)),
        (1, 1, (Reason.IS_ANNOUNCED,)),
        # A language has gone since.
        (1, 2, (Reason.IS_ANNOUNCED,)),
        (0, 0, (Reason.NO_INDEX_PAGE,)),
    ],
)
def test_session_is_announced_once_in_each_language(indexes: int, live: int, reasons: tuple[Reason, ...]) -> None:
    live_at = STARTS - timedelta(microseconds=1)

    assert judge_announcement(STATE, indexes=indexes, live=live, live_at=live_at).reasons == reasons


@pytest.mark.parametrize(
    ("opens_at", "closes_at"),
    [(NOW, TIMES.sign_up_closes_at), (datetime(2026, 6, 7, 9, tzinfo=TOKYO), STARTS)],
)
def test_sign_up_ends_with_the_day_before_unless_it_opens_later(opens_at: datetime, closes_at: datetime) -> None:
    assert usual_closing(STARTS, opens_at) == closes_at


@given(days=st.integers(-22, 400), hour=st.integers(0, 23), before=st.integers(0, 20))
def test_sign_up_moved_along_still_fits(days: int, hour: int, before: int) -> None:
    after = (STARTS + timedelta(days=days)).replace(hour=hour)
    closes_at = TIMES.sign_up_closes_at - timedelta(days=before)

    closing = closing_moved_along(closes_at, NOW, STARTS, after)

    assert NOW < closing <= after
    if closes_at + timedelta(days=days) > NOW:
        assert closing == closes_at + timedelta(days=days)
