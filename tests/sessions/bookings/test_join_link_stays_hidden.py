"""The link of a session leaves the portal by one door alone; its place is told to those who are accepted."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import Revision

from network.models import BrowserSession, Supporter, User
from network.people.enums import SpokenLanguage
from portal.audit import AuditEntry
from portal.mail import OutboxMail, send_due_mail
from sessions.bookings.actions.booking import apply, cancel
from sessions.bookings.actions.reminding import remind
from sessions.bookings.calendars.actions import make_feed
from sessions.bookings.enums import BookingState, Role
from sessions.meetings.enums import MeetingKind, Mode
from sessions.models import Booking, ConsultationPage, Meeting
from sessions.planning.actions.announcing import announce
from sessions.planning.actions.planning import change, move, plan
from sessions.planning.rules import Times
from tests.factories import SupporterFactory, UserFactory
from tests.sessions.announcing import make_index_pages
from tests.sessions.made import DURING_SIGN_UP, ENDS, SIGN_UP_CLOSES, SIGN_UP_OPENS, STARTS
from tests.walking import Address, addresses

pytestmark = pytest.mark.django_db

LINK = "https://meet.example.org/unmistakable-4711?pwd=kaleidoscope"
# Parts of it would be enough to find the room.
OF_THE_LINK = ("meet.example.org", "unmistakable-4711", "kaleidoscope")
PLACE = "Behind the blue lighthouse"
HOUR = timedelta(hours=1)


@dataclass
class Story:
    meeting: Meeting
    people: dict[str, User | None]
    booking: Booking
    waiting: Booking
    feed: str

    @property
    def door(self) -> str:
        return reverse("consultations:join", args=[self.booking.uid])


@pytest.fixture
def story() -> Story:
    """A session is planned, announced, moved and changed; people apply, wait, are told and reminded."""
    coordinator, facilitator = UserFactory(groups=["Coordinators"]), SupporterFactory()
    meeting = _planned(coordinator, facilitator)
    accepted, waiting, gone, other = SupporterFactory.create_batch(4, experienced=True)
    booking, in_line, given_back = (
        apply(who, meeting, Role.HELPER, now=DURING_SIGN_UP) for who in (accepted, waiting, gone)
    )
    cancel(given_back, by_id=gone.user_id, now=DURING_SIGN_UP)
    times = Times(STARTS, ENDS, SIGN_UP_OPENS, SIGN_UP_CLOSES)
    meeting = move(meeting, times, by_id=coordinator.pk, now=DURING_SIGN_UP)
    told = {"mode": Mode.BOTH, "place": PLACE, "join_link": LINK}
    meeting = change(
        meeting, told, facilitators=list(meeting.facilitators.all()), by_id=coordinator.pk, now=DURING_SIGN_UP
    )
    feed = reverse("calendar_feed", args=[make_feed(accepted, now=DURING_SIGN_UP)])
    people = {
        "stranger": None,
        "accepted": accepted.user,
        "waiting": waiting.user,
        "gave the seat back": gone.user,
        "not booked": other.user,
        "facilitator": facilitator.user,
        "coordinator": coordinator,
        "auditor": UserFactory(groups=["Auditors"]),
        "administrator": UserFactory(administrator=True),
    }
    return Story(meeting, people, booking, in_line, feed)


def _planned(coordinator: User, facilitator: Supporter) -> Meeting:
    make_index_pages()
    wanted = Meeting(
        kind=MeetingKind.CONSULTATION,
        number=1,
        starts_at=STARTS + 2 * HOUR,
        ends_at=ENDS + 2 * HOUR,
        helper_seats=1,
        learner_seats=1,
        mode=Mode.BOTH,
        place=PLACE,
        join_link=LINK,
        languages=[SpokenLanguage.JAPANESE],
        sign_up_opens_at=SIGN_UP_OPENS,
        sign_up_closes_at=SIGN_UP_CLOSES,
    )
    meeting = plan(wanted, facilitators=[facilitator], by_id=coordinator.pk, now=DURING_SIGN_UP)
    announce(meeting, at=None, by_id=coordinator.pk, now=DURING_SIGN_UP)
    return meeting


@pytest.fixture
def reminded(story: Story) -> Story:
    """The clock has gone on until the door is open; all mails are sent."""
    for before in (timedelta(days=7), timedelta(days=1), HOUR):
        with time_machine.travel(STARTS - before, tick=False):
            remind(STARTS - before)
            send_due_mail(STARTS - before)
    return story


def known(story: Story) -> dict[str, str]:
    """What parts of addresses stand for: all of it the session's own."""
    key = str(story.meeting.pk)
    announced = Revision.objects.filter(object_id__isnull=False).order_by("pk").last()
    assert announced is not None
    return {
        "consultations:key": key,
        "consultations:uid": str(story.booking.uid),
        "meetings:key": key,
        "meetings:pk": key,
        "meetings:fiscal_year": "2026",
        "page_id": str(announced.object_id),
        "revision_id": str(announced.pk),
        "document": "1/a.pdf",
    }


# Of Wagtail's admin, where anything of a session could be seen: its desk, its pages, home, search and reports.
IN_THE_ADMIN = (
    "meetings:",
    "wagtailadmin_pages:",
    "wagtailadmin_reports:",
    "wagtailadmin_home",
    "wagtailadmin_explore",
)

# Rooms that know nothing of sessions.
FAR_FROM_IT = ("account_", "mfa_", "courses:", "surveys:")


def asked(story: Story) -> list[str]:
    found = [address.path for address in addresses(known(story)) if _may_show_it(address)]
    searches = [f"/vi/search/?q={word}" for word in ("unmistakable", "lighthouse", "meet.example.org")]
    pages = [page.url for page in story_pages(story)]
    index = [f"/admin/meetings/?q={word}" for word in ("unmistakable", "lighthouse")]
    return [*found, *searches, *pages, *index, story.feed, f"/vi/meet/bookings/{story.waiting.uid}/"]


def _may_show_it(address: Address) -> bool:
    if address.path.startswith(("/admin/", "/documents/")):
        return address.name.startswith(IN_THE_ADMIN)
    return not address.name.startswith(FAR_FROM_IT) and "logout" not in address.path


def story_pages(story: Story) -> list[Any]:
    return list(ConsultationPage.objects.filter(translation_key=story.meeting.pk).select_related("locale"))


def all_of(response: Any) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{response.headers}\n{body.decode(errors='replace')}"


@time_machine.travel(STARTS, tick=False)
def test_no_page_of_anybody_shows_the_link_and_only_the_accepted_ones_the_place(story: Story) -> None:
    """While the door is open, everybody looks at everything."""
    broken, links, places = [], [], set()
    paths = asked(story)
    for name, user in story.people.items():
        client = Client(raise_request_exception=False)
        if user is not None:
            client.force_login(user)
        for path in paths:
            response = client.get(path)
            told = all_of(response)
            broken += [path] if response.status_code == 500 and not path.startswith("/admin/") else []
            links += [(name, path) for part in OF_THE_LINK if part in told and part not in path]
            places |= {name} if PLACE in told else set()

    assert (broken, links) == ([], [])
    # Who plans it sees at the desk where it is.
    assert places == {"accepted", "facilitator", "coordinator", "administrator"}


def test_searching_for_it_finds_nothing(story: Story) -> None:
    client = Client()
    client.force_login(story.people["accepted"])

    for word in ("unmistakable", "lighthouse"):
        page = client.get(f"/vi/search/?q={word}").content.decode()
        assert (f"/vi/consultations/{story.meeting}/" in page, PLACE in page, LINK in page) == (False, False, False)


def test_nothing_that_is_stored_tells_it(reminded: Story) -> None:
    """Every column of every table, as whoever steals the database reads it."""
    client = Client()
    client.force_login(reminded.people["accepted"])
    with time_machine.travel(STARTS, tick=False):
        assert client.post(reminded.door).headers["Location"] == LINK

    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            stored = repr(cursor.fetchall())
            assert [table for part in (*OF_THE_LINK, PLACE) if part in stored] == []
    assert not any(
        part in repr(one.get_decoded()) for one in BrowserSession.objects.all() for part in (*OF_THE_LINK, PLACE)
    )
    assert AuditEntry.objects.filter(verb="joined").count() == 1


def test_no_mail_tells_it(reminded: Story) -> None:
    send_due_mail(STARTS)
    sent = [f"{letter.subject}\n{letter.body}\n{letter.extra_headers}" for letter in mail.outbox]

    assert OutboxMail.objects.waiting().count() == 0
    assert len(sent) > 5
    assert [letter for letter in sent for part in (*OF_THE_LINK, PLACE) if part in letter] == []


def test_no_log_tells_it(story: Story, caplog: pytest.LogCaptureFixture) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(story.people["accepted"])

    with caplog.at_level(logging.DEBUG), time_machine.travel(STARTS, tick=False):
        assert client.post(story.door).status_code == 302
        assert client.post(f"/vi/meet/bookings/{uuid4()}/join/").status_code == 404
        with patch("sessions.bookings.actions.door.put", side_effect=RuntimeError):
            Booking.objects.filter(pk=story.booking.pk).update(state=BookingState.CONFIRMED)
            assert client.post(story.door).status_code == 500

    assert "Internal Server Error" in caplog.text
    assert [part for part in (*OF_THE_LINK, PLACE) if part in caplog.text] == []


@pytest.mark.parametrize(
    ("name", "now", "expected"),
    [
        ("accepted", STARTS - timedelta(minutes=15), LINK),
        ("accepted", STARTS - timedelta(minutes=16), None),
        ("accepted", ENDS, None),
        ("waiting", STARTS, None),
        ("gave the seat back", STARTS, None),
        ("not booked", STARTS, None),
        ("facilitator", STARTS, None),
        ("coordinator", STARTS, None),
        ("administrator", STARTS, None),
    ],
)
def test_link_is_where_the_door_leads_the_right_person_at_the_right_time(
    story: Story, name: str, now: datetime, expected: str | None
) -> None:
    client = Client()
    client.force_login(story.people[name])

    with time_machine.travel(now, tick=False):
        response = client.post(story.door)

    assert response.headers.get("Location") == expected
    assert not any(part in response.content.decode() for part in OF_THE_LINK)


def test_facilitators_have_a_door_of_their_own(story: Story) -> None:
    door = reverse("consultations:join_as_facilitator", args=[story.meeting.pk])

    def leads(name: str) -> str:
        client = Client()
        client.force_login(story.people[name])
        with time_machine.travel(STARTS, tick=False):
            return client.post(door).headers.get("Location", "")

    assert {name: leads(name) for name, user in story.people.items() if user is not None} == {
        name: LINK if name == "facilitator" else "" for name, user in story.people.items() if user is not None
    }
