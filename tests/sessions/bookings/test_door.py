from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from portal.audit import AuditEntry
from portal.mail import OutboxMail
from sessions.bookings.actions.door import forget_joinings
from sessions.bookings.enums import BookingState, Role
from sessions.jobs import due_jobs
from sessions.meetings.enums import Mode
from sessions.models import Booking, Joining
from tests.factories import SupporterFactory, UserFactory
from tests.queries import counted
from tests.sessions.doors import LINK, MINUTE, OPENS, door, signed_in
from tests.sessions.made import ENDS, STARTS, BookingFactory, MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def booking() -> Booking:
    return BookingFactory(meeting=MeetingFactory(join_link=LINK, mode=Mode.BOTH, place="Behind the station"))


@time_machine.travel(STARTS, tick=False)
def test_pressing_the_button_leads_to_the_stored_link(booking: Booking) -> None:
    response = signed_in(booking.supporter).post(door(booking))

    assert (response.status_code, response.headers["Location"], response.content) == (302, LINK, b"")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"


@time_machine.travel(STARTS, tick=False)
def test_looking_at_the_page_leads_nowhere_and_marks_nobody(booking: Booking) -> None:
    response = signed_in(booking.supporter).get(door(booking))

    booking.refresh_from_db()
    assert (response.status_code, booking.state, Joining.objects.count()) == (200, BookingState.CONFIRMED, 0)
    assert b"Enter the online room" in response.content
    assert b"meet.example.org" not in response.content
    assert "meet.example.org" not in str(response.headers)


@time_machine.travel(STARTS, tick=False)
def test_the_page_and_no_other_lets_its_form_lead_out(booking: Booking) -> None:
    client = signed_in(booking.supporter)

    def form_action(address: str) -> list[str]:
        policy = client.get(address).headers["Content-Security-Policy"]
        return next(part.split()[1:] for part in policy.split("; ") if part.startswith("form-action "))

    assert sorted(form_action(door(booking))) == ["'self'", "https:"]
    assert form_action("/en/my/") == ["'self'"]


@time_machine.travel(STARTS, tick=False)
def test_who_went_in_has_attended_without_a_mail(booking: Booking) -> None:
    signed_in(booking.supporter).post(door(booking))

    booking.refresh_from_db()
    entry = AuditEntry.objects.get(object_type="consultations.booking")
    assert (booking.state, booking.seat, booking.sequence) == (BookingState.ATTENDED, 1, 1)
    assert [joining.at for joining in booking.joinings.all()] == [STARTS]
    assert (entry.verb, entry.object_ref, entry.actor_id) == ("joined", str(booking), booking.supporter.user_id)
    assert entry.changes == {"before": "confirmed", "state": "attended"}
    assert not OutboxMail.objects.exists()


def test_coming_back_is_logged_and_marks_nothing_twice(booking: Booking) -> None:
    client = signed_in(booking.supporter)
    moments = [STARTS, STARTS + 5 * MINUTE, ENDS - MINUTE]

    for moment in moments:
        with time_machine.travel(moment, tick=False):
            assert client.post(door(booking)).headers["Location"] == LINK

    booking.refresh_from_db()
    assert [joining.at for joining in booking.joinings.all()] == moments
    assert (booking.state, booking.sequence) == (BookingState.ATTENDED, 1)
    assert AuditEntry.objects.filter(verb="joined").count() == 1


@time_machine.travel(ENDS - MINUTE, tick=False)
def test_who_was_marked_as_absent_and_comes_late_has_attended(booking: Booking) -> None:
    Booking.objects.update(state=BookingState.NO_SHOW)

    assert signed_in(booking.supporter).post(door(booking)).headers["Location"] == LINK

    booking.refresh_from_db()
    assert booking.state == BookingState.ATTENDED


@time_machine.travel(OPENS, tick=False)
@pytest.mark.parametrize("role", [Role.EXPERT, Role.INTERPRETER])
def test_guests_use_the_same_door(role: Role) -> None:
    guest = BookingFactory(meeting=MeetingFactory(join_link=LINK), role=role, seat=None)

    assert signed_in(guest.supporter).post(door(guest)).headers["Location"] == LINK


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        (OPENS - MINUTE, "The online room opens 15 minutes before the start: Sunday, 7 June 2026, 13:45."),
        (ENDS, "This session is over."),
    ],
)
def test_outside_its_time_the_door_says_when(booking: Booking, now: datetime, sentence: str) -> None:
    with time_machine.travel(now, tick=False):
        response = signed_in(booking.supporter).post(door(booking))

    assert sentence in response.content.decode()
    assert (response.status_code, Joining.objects.count()) == (200, 0)


@time_machine.travel(STARTS, tick=False)
@pytest.mark.parametrize(
    "state",
    [
        BookingState.APPLIED,
        BookingState.WAITLISTED,
        BookingState.LAPSED,
        BookingState.DECLINED,
        BookingState.CANCELLED,
    ],
)
def test_without_a_confirmed_place_the_door_stays_shut(booking: Booking, state: BookingState) -> None:
    Booking.objects.update(state=state, seat=None)

    response = signed_in(booking.supporter).post(door(booking))

    assert "You have no confirmed place in this session." in response.content.decode()
    assert b"Behind the station" not in response.content
    assert not Joining.objects.exists()


@time_machine.travel(STARTS, tick=False)
def test_a_seat_that_is_only_kept_opens_nothing(booking: Booking) -> None:
    Booking.objects.update(state=BookingState.INVITED, invited_until=ENDS)

    assert b"You have no confirmed place" in signed_in(booking.supporter).post(door(booking)).content


@time_machine.travel(STARTS, tick=False)
def test_links_of_removed_people_stop_at_once(booking: Booking) -> None:
    client = signed_in(booking.supporter)
    assert client.post(door(booking)).status_code == 302
    booking.supporter.left_on = STARTS.date()
    booking.supporter.save()

    response = client.post(door(booking))

    assert (response.status_code, b"You have left the network." in response.content) == (200, True)


@time_machine.travel(STARTS, tick=False)
def test_a_cancelled_meeting_lets_nobody_in(booking: Booking) -> None:
    booking.meeting.cancelled_at = OPENS
    booking.meeting.save()

    assert b"This session does not take place." in signed_in(booking.supporter).post(door(booking)).content


@time_machine.travel(STARTS, tick=False)
def test_a_meeting_at_a_place_has_no_room() -> None:
    booking = BookingFactory(meeting=MeetingFactory(mode=Mode.PLACE, place="Behind the station"))

    response = signed_in(booking.supporter).post(door(booking))

    assert b"This session has no online room: people meet at a place." in response.content
    assert b"Behind the station" in response.content


@time_machine.travel(STARTS, tick=False)
def test_a_link_that_is_missing_is_said() -> None:
    booking = BookingFactory(meeting=MeetingFactory())

    response = signed_in(booking.supporter).post(door(booking))

    assert b"The online room is not set up yet. Please look again later." in response.content


@time_machine.travel(STARTS, tick=False)
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_address_shared_with_somebody_else_gives_nothing(booking: Booking, method: str) -> None:
    other = signed_in(BookingFactory(meeting=booking.meeting).supporter)

    shared = getattr(other, method)(door(booking))
    invented = getattr(other, method)("/en/meet/bookings/00000000-0000-0000-0000-000000000000/join/")

    assert (shared.status_code, invented.status_code) == (404, 404)
    assert not Joining.objects.exists()


@time_machine.travel(STARTS, tick=False)
@pytest.mark.parametrize("method", ["get", "post"])
def test_strangers_are_sent_to_sign_in(booking: Booking, method: str) -> None:
    response = getattr(Client(), method)(door(booking))

    assert (response.status_code, response.headers["Location"]) == (302, f"/en/account/login/?next={door(booking)}")


@time_machine.travel(STARTS, tick=False)
def test_the_office_has_no_way_through_a_booking(booking: Booking) -> None:
    response = signed_in(SupporterFactory(user=UserFactory(groups=["Coordinators"]))).post(door(booking))

    assert (response.status_code, "Location" in response, LINK in response.text) == (404, False, False)


@time_machine.travel(STARTS, tick=False)
def test_joining_takes_a_fixed_number_of_queries(booking: Booking) -> None:
    client = signed_in(booking.supporter)
    client.post(door(booking))

    with counted() as queries:
        client.post(door(booking))

    assert len(queries) == 5


# Keeping


def test_join_log_is_kept_for_a_year(booking: Booking) -> None:
    year_later = STARTS + timedelta(days=365)
    Joining.objects.create(booking=booking, at=STARTS)

    forget_joinings(year_later)
    assert Joining.objects.count() == 1

    forget_joinings(year_later + timedelta(microseconds=1))
    assert Joining.objects.count() == 0


def test_old_joinings_are_forgotten_every_day() -> None:
    assert [job.every for job in due_jobs() if job.name == "consultations.forget_joinings"] == [timedelta(days=1)]
