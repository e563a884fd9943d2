from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from network.models import Supporter
from portal.mail import OutboxMail
from sessions.bookings.enums import BookingState
from sessions.models import Booking
from tests.sessions.made import DURING_SIGN_UP, ENDS, BookingFactory
from tests.sessions.pages import announced, key, of_booking, of_meeting

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("left", "shown"), [(timedelta(seconds=1), True), (timedelta(0), False)])
def test_my_page_asks_until_the_invitation_ends_also_when_the_clock_is_late(
    signed_in: Client, supporter: Supporter, left: timedelta, shown: bool
) -> None:
    booking = BookingFactory(supporter=supporter, invited=True, invited_until=DURING_SIGN_UP + left)

    steps = signed_in.get("/en/my/").context["steps"]

    assert (of_booking(booking, "offer/") in [step.url for step in steps]) is shown


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_an_invitation_accepts_nothing(signed_in: Client, supporter: Supporter, method: str) -> None:
    booking = BookingFactory(supporter=supporter, invited=True)

    assert getattr(signed_in, method)(of_booking(booking, "offer/")).status_code == 200

    booking.refresh_from_db()
    assert booking.state == BookingState.INVITED


def test_invitation_says_until_when_and_is_accepted_by_a_button(signed_in: Client, supporter: Supporter) -> None:
    booking = BookingFactory(supporter=supporter, invited=True)
    assert "We keep it until Sunday, 17 May 2026, 12:00." in signed_in.get(of_booking(booking, "offer/")).text

    for _press in range(2):
        answer = signed_in.post(of_booking(booking, "offer/"), key())

    assert answer.url == of_booking(booking)  # type: ignore[attr-defined]
    booking.refresh_from_db()
    assert booking.state == BookingState.CONFIRMED
    assert OutboxMail.objects.count() == 1


@pytest.mark.parametrize("is_taken_back", [False, True])
def test_who_accepts_too_late_is_told_and_may_wait_again(
    signed_in: Client, supporter: Supporter, is_taken_back: bool
) -> None:
    booking = BookingFactory(supporter=supporter, invited=True, meeting=announced(helper_seats=1))
    waiting = BookingFactory(meeting=booking.meeting, waitlisted=True)
    if is_taken_back:
        Booking.objects.filter(pk=booking.pk).update(state=BookingState.LAPSED, seat=None, invited_until=None)
        until = DURING_SIGN_UP + timedelta(days=9)
        Booking.objects.filter(pk=waiting.pk).update(state=BookingState.INVITED, seat=1, invited_until=until)

    with time_machine.travel(booking.invited_until, tick=False):
        page = signed_in.post(of_booking(booking, "offer/"), key()).text
        assert "this time is over" in page
        assert "Put me back on the waiting list" in page
        signed_in.post(of_meeting(booking.meeting), {"role": "helper", **key()})

    states = {one.pk: one.state for one in booking.meeting.bookings.all()}
    assert (states.pop(booking.pk), states.pop(waiting.pk)) == (BookingState.LAPSED, BookingState.INVITED)
    assert list(states.values()) == [BookingState.WAITLISTED]


@pytest.mark.parametrize("state", ["cancelled", "waitlisted", "declined"])
def test_invitation_that_is_none_leads_to_the_session(signed_in: Client, supporter: Supporter, state: str) -> None:
    booking = BookingFactory(supporter=supporter, state=state, seat=None)

    assert signed_in.get(of_booking(booking, "offer/")).url == of_meeting(booking.meeting)  # type: ignore[attr-defined]


def test_cancelling_asks_first(signed_in: Client, supporter: Supporter) -> None:
    booking = BookingFactory(supporter=supporter)
    assert "Cancel your place?" in signed_in.get(of_booking(booking, "cancel/")).text
    booking.refresh_from_db()
    assert booking.state == BookingState.CONFIRMED

    for _press in range(2):
        answer = signed_in.post(of_booking(booking, "cancel/"), key())

    assert answer.url == of_meeting(booking.meeting)  # type: ignore[attr-defined]
    booking.refresh_from_db()
    assert booking.state == BookingState.CANCELLED


def test_what_is_over_is_not_cancelled(signed_in: Client, supporter: Supporter) -> None:
    booking = BookingFactory(supporter=supporter)

    with time_machine.travel(ENDS, tick=False):
        signed_in.force_login(supporter.user)  # type: ignore[arg-type]  # the session would have ended
        answer = signed_in.post(of_booking(booking, "cancel/"), key())

    assert "This meeting is over." in answer.text
    booking.refresh_from_db()
    assert booking.state == BookingState.CONFIRMED
