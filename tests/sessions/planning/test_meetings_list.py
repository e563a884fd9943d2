"""The list of sessions at the desk, the panel, and who gets in. It is noon of Friday 15 May 2026, in Tokyo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from portal.dates import TOKYO
from sessions.bookings.enums import Role
from sessions.models import Meeting, SessionPlan
from tests.factories import SupporterFactory, UserFactory
from tests.queries import counted
from tests.sessions.announcing import make_index_pages
from tests.sessions.at_the_desk import TYPED, at, send
from tests.sessions.made import DURING_SIGN_UP, BookingFactory, MeetingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(UserFactory(groups=["Coordinators"]))
    return client


def test_year_shows_plan_against_held(desk: Client) -> None:
    MeetingFactory(fiscal_year=2025, number=1, **between(datetime(2025, 6, 1, 14, tzinfo=TOKYO)))
    MeetingFactory(
        fiscal_year=2025, number=2, cancelled_at=DURING_SIGN_UP, **between(datetime(2025, 7, 1, 14, tzinfo=TOKYO))
    )
    MeetingFactory(number=1)
    send(desk, "/admin/meetings/year/2025/", {"planned": "6"})

    years = desk.get("/admin/meetings/").context["years"]

    assert [(year.fiscal_year, year.planned, year.held, year.coming) for year in years] == [
        (2026, None, 0, 1),
        (2025, 6, 1, 0),
    ]
    assert SessionPlan.objects.get().planned == 6


def between(start: datetime) -> dict[str, datetime]:
    return {
        "starts_at": start,
        "ends_at": start.replace(hour=16),
        "sign_up_opens_at": start.replace(hour=1),
        "sign_up_closes_at": start.replace(hour=2),
    }


@pytest.mark.parametrize(
    ("query", "numbers"),
    [("", [3, 1, 2]), ("?when=coming", [1]), ("?when=past", [2]), ("?when=cancelled", [3]), ("?fiscal_year=2025", [2])],
)
def test_list_is_filtered(desk: Client, query: str, numbers: list[int]) -> None:
    MeetingFactory(number=1)
    MeetingFactory(number=2, fiscal_year=2025, **between(datetime(2025, 6, 1, 14, tzinfo=TOKYO)))
    MeetingFactory(number=3, cancelled_at=DURING_SIGN_UP, **between(datetime(2026, 8, 1, 14, tzinfo=TOKYO)))

    listed = desk.get(f"/admin/meetings/{query}").context["object_list"]

    assert [meeting.number for meeting in listed] == numbers


def test_list_of_500_sessions_asks_few_questions(desk: Client) -> None:
    meetings = MeetingFactory.build_batch(500)
    Meeting.objects.bulk_create(meetings)
    BookingFactory(meeting=meetings[0])
    BookingFactory(meeting=meetings[0], role=Role.LEARNER, waitlisted=True)
    desk.get("/admin/meetings/")

    with counted() as queries:
        answer = desk.get("/admin/meetings/")

    assert answer.status_code == 200
    assert len(queries) <= 12, queries.statements


VERBS = ["change", "move", "seats", "announce", "cancel", "copy"]


@pytest.mark.parametrize("group", ["Editors", "Desk", "Claims officers", "Treasurers"])
def test_other_groups_see_no_session(client: Client, group: str) -> None:
    meeting = MeetingFactory()
    client.force_login(UserFactory(groups=[group]))

    answers = [*_all_of_the_desk(client, meeting)]

    assert {answer.status_code for answer in answers} == {302}
    assert {answer["Location"] for answer in answers} == {"/admin/"}
    meeting.refresh_from_db()
    assert meeting.cancelled_at is None


def test_auditors_look_and_do_nothing(client: Client) -> None:
    meeting = MeetingFactory(place="Room 7")
    client.force_login(UserFactory(groups=["Auditors"]))

    answers = [answer.status_code for answer in _all_of_the_desk(client, meeting)]

    assert answers == [200, 200, *[302] * (len(answers) - 2)]
    page = client.get(f"/admin/meetings/inspect/{meeting.pk}/").content.decode()
    assert [words for words in ("/change/", "Room 7") if words in page] == []


def test_facilitator_has_no_way_into_the_admin(client: Client) -> None:
    facilitator = SupporterFactory(experienced=True)
    meeting = MeetingFactory(facilitators=[facilitator])
    client.force_login(facilitator.user)  # type: ignore[arg-type]

    answers = [*_all_of_the_desk(client, meeting)]

    assert {answer.status_code for answer in answers} == {302}
    assert "/admin/login/" in {str(answer["Location"]).partition("?")[0] for answer in answers}.pop()


def _all_of_the_desk(client: Client, meeting: Meeting) -> Iterator[HttpResponse]:
    yield client.get("/admin/meetings/")  # type: ignore[misc]
    yield client.get(f"/admin/meetings/inspect/{meeting.pk}/")  # type: ignore[misc]
    for verb in VERBS:
        yield client.post(at(meeting, verb))  # type: ignore[misc]
    yield client.post("/admin/meetings/new/", TYPED)  # type: ignore[misc]
    yield client.post("/admin/meetings/year/2026/", {"planned": "6"})  # type: ignore[misc]


@pytest.mark.parametrize("verb", VERBS)
def test_unknown_session_is_not_there(desk: Client, verb: str) -> None:
    gone = MeetingFactory.build()

    assert desk.get(at(gone, verb), follow=True).status_code == 404


def test_announced_session_is_shown_as_such(desk: Client) -> None:
    make_index_pages()
    meeting = MeetingFactory(number=3)
    before = desk.get(f"/admin/meetings/inspect/{meeting.pk}/", HTTP_ACCEPT_LANGUAGE="en")

    send(desk, at(meeting, "announce"), {})

    page = desk.get(f"/admin/meetings/inspect/{meeting.pk}/", HTTP_ACCEPT_LANGUAGE="en")
    assert (str(before.context["state"]), str(page.context["state"])) == ("Planned", "Announced")
    assert (before.context["may_announce"], page.context["may_announce"]) == (True, False)
    assert 'href="/en/consultations/2026-3/"' in page.content.decode()


@pytest.mark.parametrize(("group", "is_shown"), [("Coordinators", True), ("Auditors", True), ("Desk", False)])
def test_home_page_of_the_staff_shows_the_next_session(client: Client, group: str, is_shown: bool) -> None:
    meeting = BookingFactory(meeting__number=3).meeting
    MeetingFactory(number=4, cancelled_at=DURING_SIGN_UP, **between(datetime(2026, 5, 20, 14, tzinfo=TOKYO)))
    client.force_login(UserFactory(groups=[group]))

    page = client.get("/admin/", HTTP_ACCEPT_LANGUAGE="en").content.decode()

    assert [words in page for words in (f"/admin/meetings/inspect/{meeting.pk}/", "1/10", "0/5")] == [is_shown] * 3


def test_participants_and_the_hour_itself_are_one_press_away(desk: Client) -> None:
    meeting = MeetingFactory()

    page = desk.get(f"/admin/meetings/inspect/{meeting.pk}/").content.decode()

    hour = reverse("consultations:hour", args=[meeting.pk])
    assert [f'href="{url}"' in page for url in (f"/admin/meetings/{meeting.pk}/participants/", hour)] == [True, True]
