from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from portal.mail import OutboxMail
from sessions.bookings.enums import BookingState
from sessions.models import Booking, Meeting
from tests.factories import SupporterFactory, UserFactory
from tests.queries import counted
from tests.sessions.made import BookingFactory, MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(at_noon: None, client: Client) -> Client:
    client.force_login(UserFactory(groups=["Coordinators"]))
    client.cookies["django_language"] = "en"
    return client


def applied(meeting: Meeting) -> Booking:
    booking: Booking = BookingFactory(meeting=meeting, state=BookingState.APPLIED, seat=None)
    return booking


def page(meeting: Meeting) -> str:
    return reverse("meetings:participants", args=[meeting.pk])


def verb(booking: Booking, name: str) -> str:
    return reverse(f"meetings:participant_{name}", args=[booking.meeting_id, booking.pk])


def state(booking: Booking) -> str:
    return Booking.objects.get(pk=booking.pk).state


@pytest.mark.parametrize(("groups", "looks", "acts"), [(["Auditors"], 200, 302), (["Desk"], 302, 302), ([], 302, 302)])
def test_only_coordinators_act(at_noon: None, client: Client, groups: list[str], looks: int, acts: int) -> None:
    booking = applied(MeetingFactory(confirms_by_hand=True))
    client.force_login(UserFactory(groups=groups))

    assert client.get(page(booking.meeting)).status_code == looks
    assert client.post(verb(booking, "confirm")).status_code == acts
    assert state(booking) == BookingState.APPLIED


def test_auditors_find_no_buttons(at_noon: None, client: Client) -> None:
    booking = applied(MeetingFactory())
    client.force_login(UserFactory(groups=["Auditors"]))

    shown = client.get(page(booking.meeting)).text

    assert str(booking.supporter) in shown
    assert "/participants/" not in shown.replace(page(booking.meeting) + "confirm/", "")
    assert 'type="checkbox" name="bookings"' not in shown


def test_people_are_told_by_their_network_id(coordinator: Client) -> None:
    supporter = SupporterFactory(experienced=True, name="Nguyễn Thị Kín", telephone="03-1234-5678")
    booking = BookingFactory(supporter=supporter)

    shown = coordinator.get(page(booking.meeting)).text

    assert str(supporter) in shown
    assert [word for word in ("Nguyễn", "03-1234", supporter.user.email) if word in shown] == []


def test_what_waits_for_the_coordinator_stands_first(coordinator: Client) -> None:
    meeting = MeetingFactory(confirms_by_hand=True)
    confirmed, waiting = BookingFactory(meeting=meeting), BookingFactory(meeting=meeting, waitlisted=True)
    asks = applied(meeting)

    rows = coordinator.get(page(meeting)).context["rows"]

    assert [booking for booking, _verbs in rows] == [asks, confirmed, waiting]


@pytest.mark.parametrize(
    ("name", "becomes"),
    [("confirm", "confirmed"), ("decline", "declined"), ("waitlist", "applied"), ("cancel", "cancelled")],
)
def test_each_verb_leads_back_to_the_list(coordinator: Client, name: str, becomes: str) -> None:
    """A seat is free, so nobody is put on the waiting list."""
    booking = applied(MeetingFactory(confirms_by_hand=True))

    for _press in range(2):
        assert coordinator.post(verb(booking, name)).url == page(booking.meeting)  # type: ignore[attr-defined]

    assert state(booking) == becomes
    assert OutboxMail.objects.count() == int(becomes != "applied")


def test_refusal_is_said(coordinator: Client) -> None:
    booking = applied(MeetingFactory(confirms_by_hand=True))

    shown = coordinator.post(verb(booking, "waitlist"), follow=True).text

    assert "A seat is free. Confirm the person, or say no." in shown


@pytest.mark.parametrize("name", ["decline", "cancel"])
def test_what_ends_somebodys_part_asks_first(coordinator: Client, name: str) -> None:
    booking = BookingFactory() if name == "cancel" else applied(MeetingFactory())
    before = state(booking)

    assert "This cannot be undone." in coordinator.get(verb(booking, name)).text
    assert state(booking) == before


def test_looking_confirms_nobody(coordinator: Client) -> None:
    booking = applied(MeetingFactory())

    assert coordinator.get(verb(booking, "confirm")).url == page(booking.meeting)  # type: ignore[attr-defined]
    assert state(booking) == BookingState.APPLIED


def test_booking_of_another_meeting_is_not_there(coordinator: Client) -> None:
    booking, other = applied(MeetingFactory()), MeetingFactory()

    # Followed, because Django looks for what is missing under a language's address too.
    answer = coordinator.post(reverse("meetings:participant_confirm", args=[other.pk, booking.pk]), follow=True)

    assert (answer.status_code, state(booking)) == (404, BookingState.APPLIED)


def test_many_are_confirmed_with_a_line_for_each(coordinator: Client) -> None:
    meeting = MeetingFactory(confirms_by_hand=True, helper_seats=2)
    bookings = [applied(meeting) for _number in range(3)]

    answer = coordinator.post(f"{page(meeting)}confirm/", {"bookings": [booking.pk for booking in bookings]})

    full = "No seat of this role is free. Put the person on the waiting list, or add seats."
    assert answer.context["report"] == [
        (booking.supporter, refusal) for booking, refusal in zip(bookings, ["", "", full], strict=True)
    ]
    assert [state(booking) for booking in bookings] == ["confirmed", "confirmed", "applied"]


@pytest.mark.parametrize("chosen", [[], ["x"], ["0"]])
def test_confirming_nobody_says_so(coordinator: Client, chosen: list[str]) -> None:
    booking = applied(MeetingFactory())

    answer = coordinator.post(f"{page(booking.meeting)}confirm/", {"bookings": chosen})

    assert len(answer.context["bulk_errors"]) == 1
    assert state(booking) == BookingState.APPLIED


def test_guest_is_added_by_network_id(coordinator: Client) -> None:
    meeting, expert = MeetingFactory(helper_seats=0), SupporterFactory()

    answer = coordinator.post(f"{page(meeting)}invite/", {"network_id": str(expert).lower(), "role": "expert"})

    assert answer.url == page(meeting)  # type: ignore[attr-defined]
    assert [(one.supporter, one.state) for one in meeting.bookings.all()] == [(expert, BookingState.CONFIRMED)]


def test_invitation_that_cannot_be_keeps_what_was_typed(coordinator: Client) -> None:
    meeting, gone = MeetingFactory(), SupporterFactory(left=True)
    typed = {"network_id": "NOBODY", "role": "interpreter"}

    unknown = coordinator.post(f"{page(meeting)}invite/", typed).text
    left = coordinator.post(f"{page(meeting)}invite/", {**typed, "network_id": str(gone)}).text

    assert "Nobody has this network ID. Compare each character." in unknown
    assert 'value="NOBODY"' in unknown
    assert "This person has left the network." in left
    assert meeting.bookings.count() == 0


def test_list_asks_the_same_number_of_questions_however_long(coordinator: Client) -> None:
    meeting = MeetingFactory()
    BookingFactory(meeting=meeting)
    coordinator.get(page(meeting))
    with counted() as few:
        coordinator.get(page(meeting))
    for _number in range(5):
        BookingFactory(meeting=meeting)
    with counted() as many:
        coordinator.get(page(meeting))

    assert len(many) == len(few)
