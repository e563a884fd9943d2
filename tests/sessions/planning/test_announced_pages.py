"""What readers find of a session that is announced (S3). It is noon of Friday 15 May 2026, in Tokyo."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page

from portal.dates import TOKYO
from portal.models import ContactSettings
from sessions.meetings.enums import Audience, Mode
from sessions.models import ConsultationIndexPage, ConsultationPage, Meeting, SessionPlan
from sessions.planning.actions.announcing import announce
from tests.factories import SupporterFactory
from tests.queries import counted
from tests.sessions.announcing import LANGUAGES, LINK, PLACE
from tests.sessions.made import DURING_SIGN_UP, MeetingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def announced(meeting: Meeting) -> list[ConsultationPage]:
    return announce(meeting, at=None, by_id=7, now=DURING_SIGN_UP)


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_public_page_tells_facts_but_neither_place_nor_link(
    client: Client, index_pages: dict[str, ConsultationIndexPage], is_signed_in: bool
) -> None:
    announced(MeetingFactory(number=3, join_link=LINK, place=PLACE, mode=Mode.BOTH))
    if is_signed_in:
        client.force_login(SupporterFactory(experienced=True).user)  # type: ignore[arg-type]

    told = {
        language: client.get(f"/{language}/consultations/2026-3/").content.decode()
        + client.get(f"/{language}/consultations/").content.decode()
        for language in LANGUAGES
    }

    assert [language for language, page in told.items() if "secret-room" in page or "Room 7" in page] == []
    assert "Sunday, 7 June 2026, 14:00\u00a0–\u00a016:00" in told["en"]
    assert "Japan time" in told["en"]
    assert "Details will be announced later." in told["en"]


@pytest.mark.parametrize(
    ("audience", "shown"),
    [(Audience.EXPERIENCED, [True, False]), (Audience.COHORT, [False, True]), (Audience.BOTH, [True, True])],
)
def test_page_says_who_may_take_part(
    client: Client, index_pages: dict[str, ConsultationIndexPage], audience: Audience, shown: list[bool]
) -> None:
    announced(MeetingFactory(number=3, audience=audience))

    page = client.get("/en/consultations/2026-3/").content.decode()

    said = ["whose experience has been confirmed by the office", "and people applying for it"]
    assert [words in page for words in said] == shown


def test_next_action_fits_the_reader(client: Client, index_pages: dict[str, ConsultationIndexPage]) -> None:
    meeting = MeetingFactory(number=3)
    announced(meeting)
    with override("en"):
        own, login = reverse("consultations:meeting", args=[meeting.pk]), reverse("account_login")
    hrefs = [f'href="{own}"', f'href="{login}?next=/en/consultations/2026-3/"']

    stranger = client.get("/en/consultations/2026-3/").content.decode()
    client.force_login(SupporterFactory().user)  # type: ignore[arg-type]
    supporter = client.get("/en/consultations/2026-3/").content.decode()

    assert [[href in page for href in hrefs] for page in (stranger, supporter)] == [[False, True], [True, False]]


def test_cancelled_session_stays_marked_on_the_list(
    client: Client, index_pages: dict[str, ConsultationIndexPage]
) -> None:
    meeting = MeetingFactory(number=3)
    announced(meeting)
    Meeting.objects.update(cancelled_at=DURING_SIGN_UP)

    listed = client.get("/en/consultations/").content.decode()
    page = client.get("/en/consultations/2026-3/").content.decode()

    assert ("Cancelled" in listed, "This session does not take place." in page) == (True, True)
    assert f"/meet/meetings/{meeting.pk}/" not in page


def test_list_tells_coming_and_past_and_the_plan_of_the_year(
    client: Client, index_pages: dict[str, ConsultationIndexPage]
) -> None:
    SessionPlan.objects.create(fiscal_year=2026, planned=6)
    for number in (1, 2):
        announced(MeetingFactory(number=number))
    MeetingFactory(number=9)
    Meeting.objects.filter(number=1).update(
        starts_at=datetime(2026, 4, 12, 14, tzinfo=TOKYO), ends_at=datetime(2026, 4, 12, 16, tzinfo=TOKYO)
    )

    context = client.get("/en/consultations/").context

    assert [entry.meeting.number for entry in context["coming"]] == [2]
    assert [entry.meeting.number for entry in context["page_obj"]] == [1]
    assert (context["year"].planned, context["year"].held) == (6, 1)


def test_long_list_of_sessions_asks_few_questions(
    client: Client, index_pages: dict[str, ConsultationIndexPage]
) -> None:
    past = datetime(2025, 6, 1, 14, tzinfo=TOKYO)
    meetings = MeetingFactory.build_batch(60, starts_at=past, ends_at=past + timedelta(hours=2))
    Meeting.objects.bulk_create(meetings)
    for number, meeting in enumerate(meetings):
        page = ConsultationPage(
            title=f"Session {number}",
            slug=f"s-{number}",
            translation_key=meeting.pk,
            locale=index_pages["en"].locale,
            depth=4,
            path=f"{index_pages['en'].path}{number:04}",
            url_path=f"{index_pages['en'].url_path}s-{number}/",
            draft_title="",
        )
        page.content_type_id = page.cached_content_type.pk
        super(Page, page).save()
    ContactSettings.load()
    client.get("/en/consultations/")

    with counted() as queries:
        answer = client.get("/en/consultations/?page=3")

    assert (answer.context["page_obj"].paginator.count, len(answer.context["page_obj"].object_list)) == (60, 20)
    assert len(queries) <= 12, queries.statements
