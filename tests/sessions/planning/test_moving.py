"""What a meeting that is moved does to invitations and to the waiting list."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from portal.mail import OutboxMail
from sessions.bookings.enums import BookingState, Role
from sessions.bookings.rules.taking_part import invitation_ends_after_move
from sessions.models import Booking, Meeting
from sessions.planning.actions.planning import cancel_meeting, move
from sessions.planning.rules import Times
from tests.factories import SupporterFactory
from tests.sessions.made import DURING_SIGN_UP, SIGN_UP_OPENS, STARTS, BookingFactory, MeetingFactory

NOW = DURING_SIGN_UP
HOUR = timedelta(hours=1)


def moved(meeting: Meeting, starts_at: datetime, *, now: datetime = NOW) -> Meeting:
    return move(meeting, Times(starts_at, starts_at + 2 * HOUR, SIGN_UP_OPENS, starts_at), by_id=7, now=now)


@pytest.mark.parametrize(
    ("hours_left", "starts_in", "expected"),
    [(48, 500, 48), (48, 72, 48), (48, 60, 36), (48, 30, 6), (48, 24, 6), (48, 7, 6), (48, 6, 5), (2, 30, 2)],
)
def test_invitation_ends_in_time_for_the_new_start(hours_left: int, starts_in: int, expected: int) -> None:
    ends = invitation_ends_after_move(NOW + hours_left * HOUR, NOW, NOW + starts_in * HOUR)

    assert ends == NOW + expected * HOUR


@pytest.mark.django_db
def test_invitation_does_not_outlast_a_meeting_that_is_moved_forward() -> None:
    booking = BookingFactory(invited=True, invited_until=NOW + 48 * HOUR)

    moved(booking.meeting, NOW + 30 * HOUR)

    booking.refresh_from_db()
    assert (booking.state, booking.invited_until) == (BookingState.INVITED, NOW + 6 * HOUR)
    assert OutboxMail.objects.filter(recipient=booking.supporter.user).count() == 1


@pytest.mark.django_db
def test_seat_that_came_free_too_late_is_filled_once_the_meeting_is_moved_back() -> None:
    meeting = MeetingFactory(helper_seats=1)
    waiting: Booking = BookingFactory(meeting=meeting, waitlisted=True)

    moved(meeting, STARTS + timedelta(days=7), now=STARTS - HOUR / 2)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.seat) == (BookingState.INVITED, 1)
    assert OutboxMail.objects.filter(recipient=waiting.supporter.user).count() == 1


@pytest.mark.django_db
def test_who_leads_is_told_once_that_it_is_moved_and_once_that_it_is_cancelled() -> None:
    of_both, of_the_cohort, booked = (SupporterFactory() for _one in range(3))
    meeting = MeetingFactory(workshop=True, facilitators=[of_both, booked])
    meeting.cohort.facilitators.set([of_both, of_the_cohort])
    BookingFactory(meeting=meeting, supporter=booked, role=Role.LEARNER)

    for act in (lambda: moved(meeting, STARTS + HOUR), lambda: cancel_meeting(meeting, by_id=7, now=NOW)):
        OutboxMail.objects.all().delete()
        act()
        told = OutboxMail.objects.order_by("recipient_id").values_list("recipient_id", flat=True)
        assert list(told) == [one.user_id for one in (of_both, of_the_cohort, booked)]


@pytest.mark.django_db
def test_leaders_of_other_meetings_hear_nothing() -> None:
    stranger = SupporterFactory()
    MeetingFactory(facilitators=[stranger])

    moved(MeetingFactory(), STARTS + HOUR)

    assert OutboxMail.objects.count() == 0
