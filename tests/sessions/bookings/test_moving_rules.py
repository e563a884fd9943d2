from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from sessions.bookings.enums import LIVE_STATES, BookingState
from sessions.bookings.rules.taking_part import (
    ApplyingFacts,
    Reason,
    can_move_up,
    first_state,
    invitation_ends_at,
    judge_accepting,
    judge_adding_guest,
    judge_cancelling,
    judge_confirming,
    judge_declining,
    judge_waitlisting,
)
from tests.sessions.bookings.judged import (
    EXPERIENCED,
    NOBODY,
    SECOND,
    SESSION,
)
from tests.sessions.made import DURING_SIGN_UP, ENDS, SIGN_UP_CLOSES, STARTS


@pytest.mark.parametrize(
    ("by_hand", "lapsed", "free", "waiting", "state"),
    [
        (False, False, 1, 0, "confirmed"),
        (False, False, 0, 0, "waitlisted"),
        (False, False, 1, 1, "waitlisted"),
        (True, False, 1, 0, "applied"),
        (True, False, 0, 3, "applied"),
        (True, True, 1, 0, "confirmed"),
        (True, True, 0, 0, "waitlisted"),
    ],
)
def test_first_state(by_hand: bool, lapsed: bool, free: int, waiting: int, state: str) -> None:
    meeting = replace(SESSION, confirms_by_hand=by_hand)
    facts = ApplyingFacts(EXPERIENCED, meeting, let_an_invitation_lapse=lapsed)

    assert first_state(facts, free=free, waiting=waiting) == state


@pytest.mark.parametrize(
    ("before", "lasts"),
    [
        (timedelta(days=10), timedelta(hours=48)),
        (timedelta(hours=72), timedelta(hours=48)),
        (timedelta(hours=71), timedelta(hours=47)),
        (timedelta(hours=30), timedelta(hours=6)),
        (timedelta(hours=30) - SECOND, None),
        (timedelta(hours=24), None),
        (timedelta(hours=2), None),
    ],
)
def test_invitation_lasts_two_days_or_until_a_day_before(before: timedelta, lasts: timedelta | None) -> None:
    now = STARTS - before

    assert invitation_ends_at(now, STARTS) == (None if lasts is None else now + lasts)


def test_list_moves_until_an_hour_before_the_start() -> None:
    assert can_move_up(SESSION, STARTS - timedelta(hours=1) - SECOND)
    assert not can_move_up(SESSION, STARTS - timedelta(hours=1))
    assert not can_move_up(replace(SESSION, is_cancelled=True), DURING_SIGN_UP)


@pytest.mark.parametrize("state", list(BookingState))
def test_coordinator_confirms_who_has_no_place_yet(state: str) -> None:
    decision = judge_confirming(EXPERIENCED, SESSION, state, free=1, now=DURING_SIGN_UP)

    assert decision.is_allowed == (state in ("applied", "waitlisted", "offered"))


def test_confirming_asks_for_a_seat_unless_an_invitation_holds_one() -> None:
    def told(state: str) -> tuple[Reason, ...]:
        return judge_confirming(EXPERIENCED, SESSION, state, free=0, now=DURING_SIGN_UP).reasons

    assert [told("applied"), told("waitlisted"), told("offered")] == [
        (Reason.NO_SEAT_FREE,),
        (Reason.NO_SEAT_FREE,),
        (),
    ]


def test_confirming_names_everything_in_the_way() -> None:
    gone = replace(EXPERIENCED, has_left=True)

    assert judge_confirming(gone, SESSION, "applied", free=0, now=ENDS).reasons == (
        Reason.HAS_LEFT,
        Reason.OVER,
        Reason.NO_SEAT_FREE,
    )


def test_nobody_is_put_on_the_list_while_a_seat_is_free() -> None:
    assert judge_waitlisting("applied", free=0, waiting=0).is_allowed
    assert judge_waitlisting("applied", free=1, waiting=1).is_allowed
    assert judge_waitlisting("applied", free=1, waiting=0).reasons == (Reason.SEAT_IS_FREE,)
    assert judge_waitlisting("confirmed", free=0, waiting=0).reasons == (Reason.WRONG_STATE,)


@pytest.mark.parametrize("state", list(BookingState))
def test_declining_and_cancelling_fit_their_states(state: str) -> None:
    assert judge_declining(state).is_allowed == (state in ("applied", "waitlisted"))
    cancellable = LIVE_STATES - {"attended", "no_show"}
    assert judge_cancelling(SESSION, state, DURING_SIGN_UP).is_allowed == (state in cancellable)


def test_what_is_over_is_not_cancelled() -> None:
    assert judge_cancelling(SESSION, "confirmed", ENDS - SECOND).is_allowed
    assert judge_cancelling(SESSION, "confirmed", ENDS).reasons == (Reason.OVER,)


@pytest.mark.parametrize(
    ("state", "until", "expected"),
    [
        ("offered", DURING_SIGN_UP + SECOND, ()),
        ("offered", DURING_SIGN_UP, (Reason.INVITATION_LAPSED,)),
        ("lapsed", None, (Reason.INVITATION_LAPSED,)),
        ("cancelled", None, (Reason.WRONG_STATE,)),
        ("waitlisted", None, (Reason.WRONG_STATE,)),
    ],
)
def test_invitation_is_accepted_in_time(state: str, until: datetime | None, expected: tuple[Reason, ...]) -> None:
    assert judge_accepting(SESSION, state, until, DURING_SIGN_UP).reasons == expected


def test_inviting_asks_neither_experience_nor_window() -> None:
    assert judge_adding_guest(NOBODY, SESSION, has_live_booking=False, now=SIGN_UP_CLOSES).is_allowed
    gone = replace(NOBODY, has_left=True)
    assert judge_adding_guest(gone, SESSION, has_live_booking=True, now=ENDS).reasons == (
        Reason.HAS_LEFT,
        Reason.OVER,
        Reason.ALREADY_BOOKED,
    )
