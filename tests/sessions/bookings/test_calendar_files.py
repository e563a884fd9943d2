"""The file of one booking, as calendar programs read it: three of them, and the letter of RFC 5545."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

import ics
import pytest
import time_machine
import vobject
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import STATUS, Calendar, Event

from portal.dates import TOKYO
from portal.names import Name
from sessions.bookings.actions.booking import cancel
from sessions.bookings.actions.door import join
from sessions.bookings.calendars.feeds import event_of
from sessions.bookings.calendars.ics import written
from sessions.bookings.enums import BookingState, Role
from sessions.models import Booking, Meeting
from sessions.planning.actions.planning import cancel_meeting, move
from sessions.planning.rules import Times
from tests.factories import SupporterFactory
from tests.queries import counted
from tests.sessions.made import (
    DURING_SIGN_UP,
    ENDS,
    SIGN_UP_CLOSES,
    SIGN_UP_OPENS,
    STARTS,
    BookingFactory,
    MeetingFactory,
)

WEEK = timedelta(days=7)
KEY = UUID("0f0e0d0c-0000-4000-8000-000000000000")


class Read(NamedTuple):
    """What a parser makes of an entry."""

    uid: str
    start: datetime
    end: datetime


def by_icalendar(text: bytes) -> list[Read]:
    return [Read(str(event["uid"]), event.start, event.end) for event in Calendar.from_ical(text).events]


def by_vobject(text: bytes) -> list[Read]:
    calendar = vobject.readOne(text.decode())
    events = calendar.contents.get("vevent", [])
    return [Read(event.uid.value, event.dtstart.value, event.dtend.value) for event in events]


def by_ics(text: bytes) -> list[Read]:
    events = ics.Calendar(text.decode()).events
    return [Read(event.uid, event.begin.datetime, event.end.datetime) for event in events]


PARSERS = [by_icalendar, by_vobject, by_ics]


def event(start: datetime = STARTS, end: datetime = ENDS, *, sequence: int = 0, words: str = "…") -> Event:
    meeting = Meeting(pk=KEY, starts_at=start, ends_at=end)
    with translation.override("vi"):
        told = event_of(meeting, KEY, sequence, STATUS.CONFIRMED, DURING_SIGN_UP)
    told.description = words
    return told


def text_of(event: Event) -> bytes:
    return written([event], name="Lịch hẹn", now=DURING_SIGN_UP)


minutes = st.datetimes(datetime(2020, 1, 1), datetime(2040, 12, 31), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)


@given(minutes, st.integers(1, 12 * 60))
@example(datetime(2026, 6, 7, 14, 59, tzinfo=UTC), 2)  # over midnight in Tokyo
@example(datetime(2026, 3, 29, 0, 59, tzinfo=UTC), 2)  # while readers' clocks go forward in Europe
@example(datetime(2026, 10, 25, 0, 59, tzinfo=UTC), 2)  # and back
def test_three_parsers_read_any_minute_as_the_same_instant(start: datetime, length: int) -> None:
    end = start + timedelta(minutes=length)
    text = text_of(event(start, end))

    assert [parser(text) for parser in PARSERS] == [[Read(f"{KEY}@localhost", start, end)]] * 3


@given(minutes)
def test_times_are_written_as_tokyo_has_them(start: datetime) -> None:
    text = text_of(event(start, start + timedelta(hours=1))).decode()

    assert f"DTSTART;TZID=Asia/Tokyo:{start.astimezone(TOKYO):%Y%m%dT%H%M%S}\r\n" in text


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=200))
@example("Buổi gặp gỡ trực tuyến dành cho những người đang học, vào chiều chủ nhật; xin hãy đăng nhập.")
def test_lines_end_with_crlf_and_are_folded_at_75_octets(words: str) -> None:
    text = text_of(event(words=words))
    lines = text.split(b"\r\n")

    assert text.endswith(b"END:VCALENDAR\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 75
    # No character is torn apart, and unfolded the words are what they were.
    assert all(line.decode() or line == b"" for line in lines)
    assert str(Calendar.from_ical(text).events[0]["description"]) == words


def test_entry_is_written_word_by_word() -> None:
    text = text_of(event(sequence=3, words="Hãy đăng nhập.")).decode()

    assert text.split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Portal//Calendar//EN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Lịch hẹn",
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Tokyo",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZNAME:JST",
        "TZOFFSETFROM:+0900",
        "TZOFFSETTO:+0900",
        "END:STANDARD",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        "SUMMARY:Lịch hẹn",
        "DTSTART;TZID=Asia/Tokyo:20260607T140000",
        "DTEND;TZID=Asia/Tokyo:20260607T160000",
        "DTSTAMP:20260515T030000Z",
        f"UID:{KEY}@localhost",
        "SEQUENCE:3",
        "CLASS:PRIVATE",
        "DESCRIPTION:Hãy đăng nhập.",
        "LAST-MODIFIED:20260515T030000Z",
        "STATUS:CONFIRMED",
        # A line has 75 octets at most.
        "URL:http://localhost:8000/vi/meet/meetings/0f0e0d0c-0000-4000-8000-0000000",
        " 00000/",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


# The file of a booking


def address_of(booking: Booking, language: str = "vi") -> str:
    with translation.override(language):
        return reverse("consultations:ics", args=[booking.uid])


def file_of(booking: Booking, language: str = "vi") -> bytes:
    client = Client()
    client.force_login(booking.supporter.user)
    return client.get(address_of(booking, language)).content


def event_in(text: bytes) -> Any:
    (event,) = Calendar.from_ical(text).events
    return event


@pytest.mark.django_db
def test_file_of_a_booking_tells_time_and_portal_and_nothing_else() -> None:
    meeting = MeetingFactory(
        title=Name.of("Title"), place="Behind the station", join_link="https://meet.example.org/room"
    )
    booking = BookingFactory(meeting=meeting)
    event = event_in(file_of(booking))

    told = {name: str(event[name]) for name in ("SUMMARY", "DESCRIPTION", "URL", "UID", "STATUS", "CLASS")}
    assert told == {
        "SUMMARY": "Lịch hẹn",
        "DESCRIPTION": "Thông tin chi tiết có trên trang web. Hãy đăng nhập vào đó để đọc.\n"
        f"http://localhost:8000/vi/meet/meetings/{meeting.pk}/",
        "URL": f"http://localhost:8000/vi/meet/meetings/{meeting.pk}/",
        "UID": f"{booking.uid}@localhost",
        "STATUS": "CONFIRMED",
        "CLASS": "PRIVATE",
    }
    assert sorted(event) == sorted([*told, "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND"])


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["vi", "ja", "ja-hira", "en"])
def test_file_is_neutral_and_strict_in_each_language(language: str) -> None:
    booking = BookingFactory()

    text = file_of(booking, language)

    assert [parser(text) for parser in PARSERS] == [[Read(f"{booking.uid}@localhost", STARTS, ENDS)]] * 3
    assert max(map(len, text.split(b"\r\n"))) <= 75
    for word in ("migra", "Bans", "伴走", "移住", "《", "đồng hành", "consult", "相談"):
        assert word not in text.decode()


@pytest.mark.django_db
def test_file_is_sent_to_be_opened_by_a_calendar_and_kept_by_nobody() -> None:
    booking = BookingFactory()
    client = Client()
    client.force_login(booking.supporter.user)

    headers = client.get(address_of(booking)).headers

    assert headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert headers["Content-Disposition"] == 'attachment; filename="calendar.ics"'
    assert (headers["Cache-Control"], headers["X-Robots-Tag"]) == ("private, no-store", "noindex")


@pytest.mark.django_db
def test_file_is_for_its_own_person() -> None:
    booking = BookingFactory()
    other = Client()
    other.force_login(SupporterFactory().user)

    assert other.get(address_of(booking)).status_code == 404
    assert Client().get(address_of(booking)).headers["Location"].startswith("/vi/account/login/")


@pytest.mark.django_db
def test_moving_the_meeting_updates_the_same_entry() -> None:
    booking = BookingFactory()
    before = event_in(file_of(booking))
    later = Times(STARTS + WEEK, ENDS + WEEK, SIGN_UP_OPENS, SIGN_UP_CLOSES)
    then = DURING_SIGN_UP + timedelta(hours=1)

    move(booking.meeting, later, by_id=1, now=then)
    text = file_of(booking)

    after = event_in(text)
    assert [parser(text) for parser in PARSERS] == [[Read(str(before["UID"]), STARTS + WEEK, ENDS + WEEK)]] * 3
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert (before["LAST-MODIFIED"].dt, after["LAST-MODIFIED"].dt) == (DURING_SIGN_UP, then)
    assert str(after["STATUS"]) == "CONFIRMED"


@pytest.mark.django_db
def test_calling_the_meeting_off_updates_the_same_entry() -> None:
    booking = BookingFactory()
    before = event_in(file_of(booking))

    cancel_meeting(booking.meeting, by_id=1, now=DURING_SIGN_UP)

    after = event_in(file_of(booking))
    assert (after["UID"], str(after["STATUS"])) == (before["UID"], "CANCELLED")
    assert after["SEQUENCE"] > before["SEQUENCE"]


@pytest.mark.django_db
def test_sequence_rises_with_every_change() -> None:
    booking = BookingFactory(meeting=MeetingFactory(join_link="https://meet.example.org/room"))
    sequences = [event_in(file_of(booking))["SEQUENCE"]]

    move(booking.meeting, Times(STARTS + WEEK, ENDS + WEEK, SIGN_UP_OPENS, SIGN_UP_CLOSES), by_id=1, now=DURING_SIGN_UP)
    sequences.append(event_in(file_of(booking))["SEQUENCE"])
    join(booking, now=STARTS + WEEK)
    sequences.append(event_in(file_of(booking))["SEQUENCE"])

    assert sequences == [0, 1, 2]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "status"),
    [
        (BookingState.APPLIED, "TENTATIVE"),
        (BookingState.WAITLISTED, "TENTATIVE"),
        (BookingState.CONFIRMED, "CONFIRMED"),
        (BookingState.ATTENDED, "CONFIRMED"),
        (BookingState.NO_SHOW, "CONFIRMED"),
        (BookingState.LAPSED, "CANCELLED"),
        (BookingState.DECLINED, "CANCELLED"),
        (BookingState.CANCELLED, "CANCELLED"),
    ],
)
def test_status_says_how_certain_it_is(state: BookingState, status: str) -> None:
    booking = BookingFactory(state=state, role=Role.EXPERT, seat=None)

    assert str(event_in(file_of(booking))["STATUS"]) == status


@pytest.mark.django_db
def test_seat_that_is_kept_is_tentative_and_one_given_back_cancelled() -> None:
    booking = BookingFactory(invited=True)
    assert str(event_in(file_of(booking))["STATUS"]) == "TENTATIVE"

    cancel(booking, by_id=booking.supporter.user_id, now=DURING_SIGN_UP)

    assert str(event_in(file_of(booking))["STATUS"]) == "CANCELLED"


@pytest.mark.django_db
@time_machine.travel(DURING_SIGN_UP, tick=False)
def test_file_takes_a_fixed_number_of_queries() -> None:
    booking = BookingFactory()
    client = Client()
    client.force_login(booking.supporter.user)
    client.get(address_of(booking))

    with counted() as queries:
        client.get(address_of(booking))

    assert len(queries) == 3
