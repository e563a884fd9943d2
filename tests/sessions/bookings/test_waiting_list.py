from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from portal.mail import OutboxMail
from portal.refusals import RefusedError
from sessions.bookings.actions.booking import accept, apply, cancel
from sessions.bookings.actions.seats import lapse_invitations, move_up
from sessions.bookings.enums import BookingState, Role
from sessions.bookings.rules.taking_part import Reason
from sessions.models import Booking, Meeting
from tests.factories import SupporterFactory
from tests.sessions.made import DURING_SIGN_UP, SIGN_UP_CLOSES, STARTS, BookingFactory, MeetingFactory

pytestmark = pytest.mark.django_db
NOW = DURING_SIGN_UP
TWO_DAYS = timedelta(hours=48)
SECOND = timedelta(seconds=1)


@pytest.fixture
def meeting() -> Meeting:
    """One helper's seat, taken."""
    full: Meeting = MeetingFactory(helper_seats=1)
    BookingFactory(meeting=full)
    return full


def in_line(meeting: Meeting, count: int) -> list[Booking]:
    """The first to come is the last to be stored: the order is the one of coming."""
    waiting = [
        BookingFactory(meeting=meeting, waitlisted=True, queued_at=NOW - timedelta(minutes=number))
        for number in range(count)
    ]
    return waiting[::-1]


def states(bookings: list[Booking]) -> list[str]:
    by_key = Booking.objects.in_bulk([booking.pk for booking in bookings])
    return [by_key[booking.pk].state for booking in bookings]


def seated(meeting: Meeting) -> Booking:
    return meeting.bookings.get(state=BookingState.CONFIRMED)


def refused(act: Callable[[], Any]) -> tuple[Reason, ...]:
    with pytest.raises(RefusedError) as error:
        act()
    reasons: tuple[Reason, ...] = error.value.decision.reasons
    return reasons


def test_cancelling_invites_to_the_seat_the_first_in_line(meeting: Meeting) -> None:
    waiting = in_line(meeting, 3)

    cancel(seated(meeting), by_id=None, now=NOW)

    assert states(waiting) == ["offered", "waitlisted", "waitlisted"]
    first = Booking.objects.get(pk=waiting[0].pk)
    assert (first.invited_until, first.seat) == (NOW + TWO_DAYS, 1)
    assert OutboxMail.objects.filter(recipient=first.supporter.user).count() == 1


def test_more_seats_move_the_list_up(meeting: Meeting) -> None:
    waiting = in_line(meeting, 3)
    Meeting.objects.filter(pk=meeting.pk).update(helper_seats=3)

    move_up(meeting, now=NOW)
    move_up(meeting, now=NOW)

    assert states(waiting) == ["offered", "offered", "waitlisted"]


def test_list_is_kept_by_role(meeting: Meeting) -> None:
    learner: Booking = BookingFactory(
        meeting=meeting, waitlisted=True, role=Role.LEARNER, queued_at=NOW - timedelta(days=1)
    )
    Meeting.objects.filter(pk=meeting.pk).update(learner_seats=0)
    (helper,) = in_line(meeting, 1)

    cancel(seated(meeting), by_id=None, now=NOW)

    assert states([learner, helper]) == ["waitlisted", "offered"]


def test_seats_below_those_held_invite_nobody(meeting: Meeting) -> None:
    BookingFactory(meeting=meeting)
    waiting = in_line(meeting, 1)

    cancel(meeting.bookings.seated()[0], by_id=None, now=NOW)

    assert states(waiting) == ["waitlisted"]


def test_nothing_moves_in_a_cancelled_meeting(meeting: Meeting) -> None:
    waiting = in_line(meeting, 1)
    Meeting.objects.filter(pk=meeting.pk).update(cancelled_at=NOW, helper_seats=9)

    move_up(meeting, now=NOW)

    assert states(waiting) == ["waitlisted"]


def test_close_to_the_start_the_first_in_line_is_confirmed(meeting: Meeting) -> None:
    waiting = in_line(meeting, 2)

    cancel(seated(meeting), by_id=None, now=STARTS - timedelta(hours=20))

    assert states(waiting) == ["confirmed", "waitlisted"]


def test_in_the_last_hour_a_seat_stays_free(meeting: Meeting) -> None:
    waiting = in_line(meeting, 1)

    cancel(seated(meeting), by_id=None, now=STARTS - timedelta(hours=1))

    assert states(waiting) == ["waitlisted"]


def test_accepting_keeps_the_seat_and_presses_once() -> None:
    booking = BookingFactory(invited=True)

    for _press in range(2):
        accepted = accept(booking, now=NOW)

    assert (accepted.state, accepted.seat, accepted.invited_until) == (BookingState.CONFIRMED, booking.seat, None)
    assert OutboxMail.objects.count() == 1


def test_accepting_too_late_is_refused_even_before_the_clock_has_come() -> None:
    booking = BookingFactory(invited=True)

    assert refused(lambda: accept(booking, now=booking.invited_until)) == (Reason.INVITATION_LAPSED,)
    assert accept(booking, now=booking.invited_until - SECOND).state == BookingState.CONFIRMED


def test_invitation_nobody_answered_goes_to_the_next(meeting: Meeting) -> None:
    waiting = in_line(meeting, 2)
    cancel(seated(meeting), by_id=None, now=NOW)

    lapse_invitations(NOW + TWO_DAYS - SECOND)
    assert states(waiting) == ["offered", "waitlisted"]
    for _tick in range(2):
        lapse_invitations(NOW + TWO_DAYS)
    assert states(waiting) == ["lapsed", "offered"]
    # invited and lapsed; invited
    mails = [OutboxMail.objects.filter(recipient=booking.supporter.user).count() for booking in waiting]
    assert mails == [2, 1]


def test_clock_that_was_down_passes_the_seat_on_by_the_time_that_is_left(meeting: Meeting) -> None:
    waiting = in_line(meeting, 2)
    cancel(seated(meeting), by_id=None, now=NOW)

    lapse_invitations(STARTS - timedelta(hours=12))

    assert states(waiting) == ["lapsed", "confirmed"]


def test_who_was_too_late_comes_back_to_the_end_of_the_line(meeting: Meeting) -> None:
    waiting = in_line(meeting, 3)
    cancel(seated(meeting), by_id=None, now=NOW)
    late = waiting[0]

    # Before the clock has taken the seat back, and after the sign-up has closed.
    Booking.objects.filter(pk=late.pk).update(invited_until=SIGN_UP_CLOSES)
    again = apply(late.supporter, meeting, Role.HELPER, now=SIGN_UP_CLOSES)

    assert again.state == BookingState.WAITLISTED
    assert states(waiting) == ["lapsed", "offered", "waitlisted"]
    assert list(meeting.bookings.waiting()) == [waiting[2], again]


def test_who_was_too_late_gets_the_seat_if_nobody_waits(meeting: Meeting) -> None:
    (late,) = in_line(meeting, 1)
    cancel(seated(meeting), by_id=None, now=NOW)

    assert apply(late.supporter, meeting, Role.HELPER, now=NOW + TWO_DAYS).state == BookingState.CONFIRMED


def test_overdue_invitation_holds_up_nobody_else(meeting: Meeting) -> None:
    in_line(meeting, 1)
    cancel(seated(meeting), by_id=None, now=NOW)

    assert apply(SupporterFactory(experienced=True), meeting, Role.HELPER, now=NOW + TWO_DAYS).state == "confirmed"
