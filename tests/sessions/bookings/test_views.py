from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from network.models import Supporter
from portal.forms import IdempotentForm
from portal.mail import OutboxMail
from portal.names import Name
from sessions.bookings.enums import BookingState
from sessions.models import Booking
from tests.factories import UserFactory
from tests.headings import MISSING, heading
from tests.sessions.made import (
    DURING_SIGN_UP,
    SIGN_UP_CLOSES,
    SIGN_UP_OPENS,
    BookingFactory,
    MeetingFactory,
    MembershipFactory,
)
from tests.sessions.pages import announced, key, of_booking, of_meeting

pytestmark = pytest.mark.django_db
LIST = "/en/meet/"
PLACE = "Room 42 behind the station"


# Who comes in


def test_pages_ask_to_sign_in(client: Client) -> None:
    booking = BookingFactory()

    for address in (
        LIST,
        of_meeting(booking.meeting),
        *(of_booking(booking, page) for page in ("", "offer/", "cancel/")),
    ):
        assert client.get(address).url.startswith("/en/account/login/")  # type: ignore[attr-defined]


def test_login_without_registration_is_told_how_to_register(client: Client) -> None:
    client.force_login(UserFactory())

    answer = client.get(LIST)

    assert answer.status_code == 403
    assert "/en/how-it-works/" in answer.text


@pytest.mark.parametrize("page", ["", "offer/", "cancel/"])
def test_booking_of_somebody_else_is_not_there(signed_in: Client, page: str) -> None:
    booking = BookingFactory(invited=True)

    assert signed_in.get(of_booking(booking, page)).status_code == 404
    if page:
        assert signed_in.post(of_booking(booking, page), key()).status_code == 404
    booking.refresh_from_db()
    assert booking.state == BookingState.INVITED


def test_session_not_announced_is_not_there_unless_booked(signed_in: Client, supporter: Supporter) -> None:
    meeting = MeetingFactory()
    assert signed_in.get(of_meeting(meeting)).status_code == 404

    BookingFactory(meeting=meeting, supporter=supporter)
    page = signed_in.get(of_meeting(meeting))
    assert (page.status_code, heading(page)) == (200, f"Consultation session {meeting.number}, fiscal 2026")


def test_workshop_is_seen_by_its_cohort_and_facilitators(signed_in: Client, supporter: Supporter) -> None:
    foreign, own, led = (MeetingFactory(workshop=True, title=Name.of(f"Workshop {letter}")) for letter in "ABC")
    MembershipFactory(cohort=foreign.cohort, supporter=supporter, invited=True)
    MembershipFactory(cohort=own.cohort, supporter=supporter)
    led.cohort.facilitators.add(supporter)

    assert [signed_in.get(of_meeting(meeting)).status_code for meeting in (foreign, own, led)] == [404, 200, 200]
    page = signed_in.get(LIST).text
    assert [title for title in ("Workshop A", "Workshop B") if title in page] == ["Workshop B"]


@pytest.mark.parametrize("method", ["get", "post"])
def test_meeting_that_never_was_is_not_there(signed_in: Client, method: str) -> None:
    answer = getattr(signed_in, method)(f"/en/meet/meetings/{uuid.uuid4()}/", {"role": "helper", **key()})

    assert (answer.status_code, heading(answer), Booking.objects.count()) == (404, MISSING, 0)


# Signing up


def test_signing_up_leads_to_what_happens_next(signed_in: Client, supporter: Supporter) -> None:
    meeting = announced()

    answer = signed_in.post(of_meeting(meeting), {"role": "helper", **key()})

    booking = supporter.bookings.get()
    assert (booking.state, answer.url) == (BookingState.CONFIRMED, of_booking(booking))  # type: ignore[attr-defined]
    page = signed_in.get(of_booking(booking)).text
    assert "You have a place" in page
    assert "Sunday, 7 June 2026, 14:00\u00a0–\u00a016:00" in page


def test_same_form_twice_is_one_application(signed_in: Client, supporter: Supporter) -> None:
    meeting, typed = announced(), {"role": "helper", **key()}

    answers = [signed_in.post(of_meeting(meeting), typed).url for _press in range(2)]  # type: ignore[attr-defined]

    assert answers == [of_booking(supporter.bookings.get())] * 2
    assert OutboxMail.objects.count() == 1


def test_role_changed_after_the_form_arrived_is_not_said_to_be_taken(signed_in: Client, supporter: Supporter) -> None:
    meeting, typed = announced(), {"role": "helper", **key()}
    signed_in.post(of_meeting(meeting), typed)

    again = signed_in.post(of_meeting(meeting), typed | {"role": "learner"}, follow=True)

    booking = supporter.bookings.get()
    assert again.redirect_chain == [(of_booking(booking), 302)]
    assert [str(message) for message in again.context["messages"]] == [str(IdempotentForm.NOT_SENT)]
    assert (booking.role, "Helper" in again.text) == ("helper", True)


def test_application_sent_again_after_it_was_cancelled_is_not_said_to_have_arrived(
    signed_in: Client, supporter: Supporter
) -> None:
    meeting = announced()
    sent = {"role": "helper", **key()}
    signed_in.post(of_meeting(meeting), sent)
    booking = Booking.objects.get()
    signed_in.post(of_booking(booking, "cancel/"), key())

    again = signed_in.post(of_meeting(meeting), sent, follow=True)

    assert again.redirect_chain[-1] == (of_meeting(meeting), 302)
    assert "Your application has arrived" not in again.text
    assert Booking.objects.get().state == BookingState.CANCELLED


def test_second_tab_shows_what_there_is(signed_in: Client, supporter: Supporter) -> None:
    meeting = announced()
    for role in ("helper", "learner"):
        answer = signed_in.post(of_meeting(meeting), {"role": role, **key()})

    assert answer.url == of_meeting(meeting)  # type: ignore[attr-defined]
    assert supporter.bookings.get().role == "helper"


@pytest.mark.parametrize("typed", [{}, {"role": ""}, {"role": "expert"}, {"role": "x" * 500}])
def test_role_that_is_none_is_asked_for_again(signed_in: Client, supporter: Supporter, typed: dict[str, str]) -> None:
    answer = signed_in.post(of_meeting(announced()), {**typed, **key()})

    assert "Choose how you want to take part." in answer.text
    assert supporter.bookings.count() == 0


def test_only_possible_roles_are_shown(signed_in: Client, supporter: Supporter) -> None:
    meeting = announced()
    assert 'type="radio"' in signed_in.get(of_meeting(meeting)).text

    Supporter.objects.filter(pk=supporter.pk).update(
        experience_confirmed_on=None, has_declared_experience=False, wants_foreign_origin_training=True
    )
    page = signed_in.get(of_meeting(meeting)).text
    assert 'type="radio"' not in page
    assert '<input type="hidden" name="role" value="learner"' in page


def test_every_reason_is_shown_with_its_way_out(signed_in: Client, supporter: Supporter) -> None:
    Supporter.objects.filter(pk=supporter.pk).update(experience_confirmed_on=None)
    meeting = announced(audience="cohort")

    with time_machine.travel(SIGN_UP_CLOSES, tick=False):
        signed_in.force_login(supporter.user)  # type: ignore[arg-type]  # the session would have ended
        page = signed_in.get(of_meeting(meeting)).text

    told = [
        "Sign-up is over. It was possible until Sunday, 31 May 2026, 23:59.",
        "The office has not confirmed it yet.",
        "This session is for people in the training for supporters with foreign roots.",
        "/en/my/papers/",
        "/en/how-it-works/#sessions-who",
    ]
    assert [words for words in told if words not in page] == []
    assert 'name="role"' not in page


def test_refused_application_says_why(signed_in: Client, supporter: Supporter) -> None:
    meeting = announced()

    with time_machine.travel(SIGN_UP_OPENS - timedelta(seconds=1), tick=False):
        answer = signed_in.post(of_meeting(meeting), {"role": "helper", **key()})

    assert "Sign-up has not begun yet. It begins on Friday, 1 May 2026, 09:00." in answer.text
    assert supporter.bookings.count() == 0


def test_full_session_says_that_there_is_a_waiting_list(signed_in: Client, supporter: Supporter) -> None:
    meeting = announced(helper_seats=1, learner_seats=0)
    BookingFactory(meeting=meeting)
    assert "If you sign up, you are on the waiting list." in signed_in.get(of_meeting(meeting)).text

    signed_in.post(of_meeting(meeting), {"role": "helper", **key()})

    assert "You are number 1 on the waiting list." in signed_in.get(of_meeting(meeting)).text


# The place


@pytest.mark.parametrize("state", ["applied", "waitlisted", "offered", "confirmed", "lapsed", "declined", "cancelled"])
def test_place_is_told_to_the_confirmed_alone(signed_in: Client, supporter: Supporter, state: str) -> None:
    meeting = announced(mode="place", place=PLACE)
    until = DURING_SIGN_UP + timedelta(days=1) if state == "offered" else None
    holds = state in ("offered", "confirmed")
    booking = BookingFactory(
        meeting=meeting, supporter=supporter, state=state, seat=1 if holds else None, invited_until=until
    )

    pages = [of_meeting(meeting), of_booking(booking), of_booking(booking, "offer/"), LIST, "/en/my/"]
    shown = [address for address in pages if PLACE in signed_in.get(address, follow=True).text]

    expected = [of_meeting(meeting), of_booking(booking, "offer/")] if state == "confirmed" else []
    assert shown == expected  # the page of an accepted invitation leads to the meeting's


@pytest.mark.parametrize("state", ["waitlisted", "confirmed"])
def test_state_is_said_in_each_language(signed_in: Client, supporter: Supporter, state: str) -> None:
    booking = BookingFactory(supporter=supporter, state=state, seat=1 if state == "confirmed" else None)

    for language in ("vi", "ja", "ja-hira", "en"):
        page = signed_in.get(of_meeting(booking.meeting).replace("/en/", f"/{language}/"))
        assert page.status_code == 200
        assert "<title>" in page.text
        assert 'content="noindex"' in page.text
