"""A person's own calendar address: who has it reads it, without signing in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from pytest_django import Settings

from network.models import Supporter
from network.people.actions.sessions import end_all_sessions
from portal.audit import AuditEntry
from sessions.bookings.actions.booking import cancel
from sessions.bookings.calendars.actions import end_feeds_of_those_who_left, make_feed, revoke_feed
from sessions.bookings.enums import BookingState
from sessions.jobs import due_jobs
from sessions.models import CalendarFeed
from sessions.planning.actions.planning import cancel_meeting, move
from sessions.planning.rules import Times
from tests.factories import SupporterFactory
from tests.portal.logged import log
from tests.queries import counted
from tests.sessions.bookings.test_calendar_files import PARSERS, Read
from tests.sessions.made import (
    DURING_SIGN_UP,
    ENDS,
    SIGN_UP_CLOSES,
    SIGN_UP_OPENS,
    STARTS,
    BookingFactory,
    CohortFactory,
    MeetingFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]

WEEK = timedelta(days=7)


def address_for(supporter: Supporter) -> str:
    return reverse("calendar_feed", args=[make_feed(supporter, now=DURING_SIGN_UP)])


def events(address: str) -> list[Any]:
    return Calendar.from_ical(Client().get(address).content).events


def told(address: str) -> list[tuple[str, str]]:
    return [(str(event["UID"]), str(event["STATUS"])) for event in events(address)]


def uid(key: object) -> str:
    return f"{key}@localhost"


# Feed


def test_three_parsers_read_the_feed_alike() -> None:
    booking = BookingFactory()
    run = MeetingFactory(starts_at=STARTS + WEEK, ends_at=ENDS + WEEK, facilitators=[booking.supporter])

    text = Client().get(address_for(booking.supporter)).content

    expected = [Read(uid(booking.uid), STARTS, ENDS), Read(uid(run.pk), STARTS + WEEK, ENDS + WEEK)]
    assert [sorted(parser(text)) for parser in PARSERS] == [sorted(expected)] * 3
    assert b"\n" not in text.replace(b"\r\n", b"")
    assert max(map(len, text.split(b"\r\n"))) <= 75
    assert text.count(b"BEGIN:VTIMEZONE") == 1


def test_feed_speaks_the_language_of_the_supporter_and_not_of_the_program_that_asks() -> None:
    supporter = SupporterFactory(language="ja-hira")
    BookingFactory(supporter=supporter)

    response = Client(headers={"Accept-Language": "en"}).get(address_for(supporter))

    (event,) = Calendar.from_ical(response.content).events
    assert (str(event["SUMMARY"]), response.headers["Content-Language"]) == ("よてい", "ja-hira")
    assert str(event["URL"]).startswith("http://localhost:8000/ja-hira/meet/")


def test_feed_asks_to_be_read_again_every_four_hours() -> None:
    calendar = Calendar.from_ical(Client().get(address_for(SupporterFactory())).content)

    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=4)
    assert calendar["REFRESH-INTERVAL"].params == {"VALUE": "DURATION"}
    assert calendar["X-PUBLISHED-TTL"] == "PT4H"


def test_moved_and_cancelled_meetings_update_the_same_entry() -> None:
    booking = BookingFactory()
    address = address_for(booking.supporter)
    (planned,) = events(address)

    move(booking.meeting, Times(STARTS + WEEK, ENDS + WEEK, SIGN_UP_OPENS, SIGN_UP_CLOSES), by_id=1, now=DURING_SIGN_UP)
    (moved,) = events(address)
    cancel_meeting(booking.meeting, by_id=1, now=DURING_SIGN_UP)
    (cancelled,) = events(address)

    assert {str(event["UID"]) for event in (planned, moved, cancelled)} == {uid(booking.uid)}
    assert planned["SEQUENCE"] < moved["SEQUENCE"] < cancelled["SEQUENCE"]
    assert (moved.start, str(cancelled["STATUS"])) == (STARTS + WEEK, "CANCELLED")


def test_cancelled_entries_stay_for_30_days_after_their_end() -> None:
    booking = BookingFactory()
    run = MeetingFactory(facilitators=[booking.supporter], cancelled_at=DURING_SIGN_UP)
    cancel(booking, by_id=booking.supporter.user_id, now=DURING_SIGN_UP)
    address = address_for(booking.supporter)

    with time_machine.travel(ENDS + timedelta(days=30) - timedelta(seconds=1), tick=False):
        assert sorted(told(address)) == sorted([(uid(booking.uid), "CANCELLED"), (uid(run.pk), "CANCELLED")])
    with time_machine.travel(ENDS + timedelta(days=30), tick=False):
        assert told(address) == []


def test_entries_of_the_past_stay() -> None:
    booking = BookingFactory(state=BookingState.ATTENDED)
    address = address_for(booking.supporter)

    with time_machine.travel(ENDS + timedelta(days=400), tick=False):
        assert told(address) == [(uid(booking.uid), "CONFIRMED")]


def test_who_facilitates_a_meeting_and_is_booked_sees_it_once() -> None:
    cohort = CohortFactory()
    workshop = MeetingFactory(workshop=True, cohort=cohort)
    booking = BookingFactory(meeting=workshop)
    workshop.facilitators.add(booking.supporter)
    cohort.facilitators.add(booking.supporter)
    address = address_for(booking.supporter)
    assert told(address) == [(uid(booking.uid), "CONFIRMED")]

    cancel(booking, by_id=None, now=DURING_SIGN_UP)

    assert sorted(told(address)) == sorted([(uid(booking.uid), "CANCELLED"), (uid(workshop.pk), "CONFIRMED")])


def test_feed_holds_nothing_of_others() -> None:
    booking = BookingFactory()
    BookingFactory(meeting=booking.meeting)
    MeetingFactory(facilitators=[SupporterFactory()])

    assert told(address_for(booking.supporter)) == [(uid(booking.uid), "CONFIRMED")]


def test_feed_takes_a_fixed_number_of_queries() -> None:
    supporter = SupporterFactory()
    address = address_for(supporter)
    for number in range(12):
        BookingFactory(supporter=supporter, meeting=MeetingFactory(number=100 + number))
        MeetingFactory(number=200 + number, facilitators=[supporter])

    with counted() as queries:
        text = Client().get(address).content

    assert (len(queries), text.count(b"BEGIN:VEVENT")) == (4, 24)


def test_feed_needs_no_session_and_sets_no_cookie() -> None:
    client = Client()

    response = client.get(address_for(BookingFactory().supporter))

    assert (response.status_code, dict(response.cookies)) == (200, {})
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert (response.headers["Cache-Control"], response.headers["X-Robots-Tag"]) == ("private, no-cache", "noindex")


def test_feed_that_has_not_changed_is_not_sent_again() -> None:
    booking = BookingFactory()
    address = address_for(booking.supporter)
    etag = Client().get(address).headers["ETag"]

    with time_machine.travel(DURING_SIGN_UP + timedelta(hours=3), tick=False):
        same = Client().get(address, headers={"If-None-Match": etag})
        cancel(booking, by_id=None, now=DURING_SIGN_UP)
        other = Client().get(address, headers={"If-None-Match": etag})

    assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", etag)
    assert (other.status_code, other.headers["ETag"] != etag) == (200, True)


def test_ending_an_address_twice_is_recorded_once() -> None:
    supporter, other = SupporterFactory.create_batch(2)
    for person in (supporter, other):
        make_feed(person, now=DURING_SIGN_UP)

    for _time in range(2):
        revoke_feed(supporter, now=DURING_SIGN_UP)

    ended = AuditEntry.objects.filter(verb="calendar address revoked")
    assert list(ended.values_list("object_ref", "actor_id")) == [(str(supporter), supporter.user_id)]
    assert list(CalendarFeed.objects.values_list("supporter", flat=True)) == [other.pk]


# Who has no feed


def shape(address: str) -> tuple[int, bytes, dict[str, str]]:
    response = Client().get(address)
    return response.status_code, response.content, dict(response.headers)


def _replaced(supporter: Supporter) -> None:
    make_feed(supporter, now=DURING_SIGN_UP)


def _revoked(supporter: Supporter) -> None:
    revoke_feed(supporter, now=DURING_SIGN_UP)


def _left(supporter: Supporter) -> None:
    Supporter.objects.filter(pk=supporter.pk).update(left_on=DURING_SIGN_UP.date())


def _erased(supporter: Supporter) -> None:
    Supporter.objects.filter(pk=supporter.pk).update(user=None)


def _locked_out(supporter: Supporter) -> None:
    supporter.user.is_active = False
    supporter.user.save()


def _with_another_password(supporter: Supporter) -> None:
    supporter.user.set_password("a password nobody else knows")
    supporter.user.save()


def _signed_out_everywhere(supporter: Supporter) -> None:
    end_all_sessions(supporter.user, by_id=supporter.user_id, now=DURING_SIGN_UP)


ENDINGS = [_replaced, _revoked, _left, _erased, _locked_out, _with_another_password, _signed_out_everywhere]


@pytest.mark.parametrize("ended", ENDINGS)
def test_address_that_has_ended_looks_like_one_that_never_was(ended: Callable[[Supporter], None]) -> None:
    supporter = BookingFactory().supporter
    address = address_for(supporter)

    ended(supporter)

    assert shape(address) == shape(reverse("calendar_feed", args=["never-was"]))
    assert shape(address)[:2] == (404, b"")


def test_feeds_of_those_who_left_are_deleted_every_day() -> None:
    gone, staying = SupporterFactory(), SupporterFactory()
    for supporter in (gone, staying):
        make_feed(supporter, now=DURING_SIGN_UP)
    _left(gone)

    end_feeds_of_those_who_left(DURING_SIGN_UP)

    assert [feed.supporter for feed in CalendarFeed.objects.all()] == [staying]
    name = "consultations.end_feeds_of_those_who_left"
    assert [job.every for job in due_jobs() if job.name == name] == [timedelta(days=1)]


# The address is a password


def test_token_is_long_random_and_stored_as_a_keyed_hash_alone() -> None:
    supporter = SupporterFactory()

    tokens = [make_feed(supporter, now=DURING_SIGN_UP) for _ in range(2)]

    feed = CalendarFeed.objects.get()
    assert [len(token) for token in tokens] == [43, 43]  # 32 bytes
    assert tokens[0] != tokens[1]
    assert (len(feed.digest), tokens[1] in feed.digest) == (64, False)
    recorded = AuditEntry.objects.filter(object_type="consultations.calendarfeed").values_list("verb", "changes")
    assert list(recorded) == [("calendar address made", {})] * 2


def test_address_is_not_logged_when_the_portal_breaks(settings: Settings) -> None:
    address = address_for(BookingFactory().supporter)
    settings.HASH_KEY = None

    with log() as written:
        response = Client(raise_request_exception=False).get(address)

    assert response.status_code == 500
    assert "method=GET status=500 route=calendar_feed" in written.getvalue()
    assert address.removeprefix("/calendar/").removesuffix(".ics") not in written.getvalue()
