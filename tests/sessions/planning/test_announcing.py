"""Sessions are announced as pages in four languages (S3). It is noon of Friday 15 May 2026, in Tokyo."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from portal.audit import AuditEntry
from portal.dates import TOKYO
from portal.pages import publish_due_pages
from portal.refusals import RefusedError
from portal.tick import tick
from sessions.models import ConsultationIndexPage, ConsultationPage, Meeting
from sessions.planning.actions.announcing import announce
from sessions.planning.actions.planning import cancel_meeting, move
from sessions.planning.rules import Reason
from tests.sessions.announcing import LANGUAGES, times_of
from tests.sessions.made import DURING_SIGN_UP, ENDS, MeetingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def announced(meeting: Meeting, *, at: datetime | None = None) -> list[ConsultationPage]:
    return announce(meeting, at=at, by_id=7, now=DURING_SIGN_UP)


def statuses(client: Client, path: str) -> dict[str, int]:
    return {language: client.get(f"/{language}/{path}").status_code for language in LANGUAGES}


def test_session_is_announced_in_every_language_once(
    client: Client, index_pages: dict[str, ConsultationIndexPage]
) -> None:
    meeting = MeetingFactory(number=3)

    pages = announced(meeting)
    with pytest.raises(RefusedError) as refused:
        announced(meeting)

    assert refused.value.decision.reasons == (Reason.IS_ANNOUNCED,)
    assert [page.locale.language_code for page in pages] == LANGUAGES
    assert {(page.translation_key, page.slug) for page in pages} == {(meeting.pk, "2026-3")}
    assert statuses(client, "consultations/2026-3/") == dict.fromkeys(LANGUAGES, 200)
    titles = {page.locale.language_code: page.title for page in pages}
    assert (len(set(titles.values())), titles["en"]) == (4, "Consultation session 3, fiscal 2026")
    entry = AuditEntry.objects.get(verb="meeting announced")
    assert (entry.object_ref, entry.actor_id) == (str(meeting.pk), 7)


def test_scheduled_announcement_waits_for_its_moment(
    client: Client, index_pages: dict[str, ConsultationIndexPage]
) -> None:
    monday = datetime(2026, 5, 18, 9, tzinfo=TOKYO)
    announced(MeetingFactory(number=3), at=monday)
    tick(DURING_SIGN_UP)
    before = statuses(client, "consultations/2026-3/")
    listed_before = list(client.get("/en/consultations/").context["announced"]["coming"])

    with time_machine.travel(monday + timedelta(minutes=2), tick=False):
        tick(monday + timedelta(minutes=2))
        after = statuses(client, "consultations/2026-3/")
        listed = [entry.title for entry in client.get("/en/consultations/").context["announced"]["coming"]]

    assert (before, listed_before) == (dict.fromkeys(LANGUAGES, 404), [])
    assert (after, listed) == (dict.fromkeys(LANGUAGES, 200), ["Consultation session 3, fiscal 2026"])


def test_details_are_published_by_schedule(client: Client, index_pages: dict[str, ConsultationIndexPage]) -> None:
    announced(MeetingFactory(number=3))
    page = ConsultationPage.objects.get(locale__language_code="en")
    later = DURING_SIGN_UP + timedelta(days=2)
    page.body, page.go_live_at = [("notice", {"tone": "info", "text": "Bring a notebook."})], later
    page.save_revision().publish()
    before = client.get("/en/consultations/2026-3/").content.decode()

    with time_machine.travel(later + timedelta(minutes=1), tick=False):
        publish_due_pages(later)
        after = client.get("/en/consultations/2026-3/").content.decode()

    assert ("Details will be announced later" in before, "Bring a notebook." in before) == (True, False)
    assert ("Details will be announced later" in after, "Bring a notebook." in after) == (False, True)


def test_scheduled_announcement_of_a_cancelled_session_never_comes(
    index_pages: dict[str, ConsultationIndexPage],
) -> None:
    meeting, other = MeetingFactory(), MeetingFactory()
    for one in (meeting, other):
        announced(one, at=DURING_SIGN_UP + timedelta(days=1))
    cancel_meeting(meeting, by_id=7, now=DURING_SIGN_UP)

    later = DURING_SIGN_UP + timedelta(days=2)
    with time_machine.travel(later, tick=False):
        publish_due_pages(later)

    assert set(ConsultationPage.objects.live().values_list("translation_key", flat=True)) == {other.pk}


@pytest.mark.parametrize("days", [7, -2, -10])
def test_scheduled_announcement_moves_with_its_session(
    client: Client, index_pages: dict[str, ConsultationIndexPage], days: int
) -> None:
    """Three days from now; moved forward by ten days, the session is announced at once."""
    meeting, by = MeetingFactory(number=3), timedelta(days=days)
    announced(meeting, at=DURING_SIGN_UP + timedelta(days=3))
    move_by(meeting, by)
    due = max(DURING_SIGN_UP + timedelta(days=3) + by, DURING_SIGN_UP)

    seen = []
    for moment in (due - timedelta(minutes=1), due + timedelta(minutes=1)):
        with time_machine.travel(moment, tick=False):
            publish_due_pages(moment)
            seen.append(statuses(client, "consultations/2026-3/"))

    assert seen == [dict.fromkeys(LANGUAGES, 404 if days > -10 else 200), dict.fromkeys(LANGUAGES, 200)]


def test_details_to_come_move_and_what_was_published_stays(index_pages: dict[str, ConsultationIndexPage]) -> None:
    """Whose draft was written since keeps it."""
    meeting, week = MeetingFactory(number=3), timedelta(days=7)
    announced(meeting)
    page = ConsultationPage.objects.get(locale__language_code="en")
    page.intro, page.go_live_at = "Bring a notebook.", DURING_SIGN_UP + week
    page.expire_at = ENDS + week
    page.save_revision().publish()
    page.intro = "A draft."
    page.save_revision()
    move_by(meeting, week)

    later = DURING_SIGN_UP + 2 * week
    intros = []
    for moment in (later - timedelta(minutes=1), later + timedelta(minutes=1)):
        with time_machine.travel(moment, tick=False):
            publish_due_pages(moment)
            intros.append(ConsultationPage.objects.get(pk=page.pk).intro)

    page.refresh_from_db()
    latest = page.get_latest_revision_as_object()
    assert intros == ["", "Bring a notebook."]
    assert (page.expire_at, page.live, latest.intro, latest.go_live_at) == (ENDS + 2 * week, True, "A draft.", later)


def move_by(meeting: Meeting, by: timedelta) -> None:
    times = times_of(meeting)
    moved = replace(times, starts_at=times.starts_at + by, ends_at=times.ends_at + by)
    closes = min(times.sign_up_closes_at, moved.starts_at)
    move(meeting, replace(moved, sign_up_closes_at=closes), by_id=7, now=DURING_SIGN_UP)


def test_scheduled_announcement_can_be_brought_forward(
    client: Client, index_pages: dict[str, ConsultationIndexPage]
) -> None:
    meeting = MeetingFactory(number=3)
    announced(meeting, at=datetime(2026, 5, 18, 9, tzinfo=TOKYO))

    announced(meeting)

    assert statuses(client, "consultations/2026-3/") == dict.fromkeys(LANGUAGES, 200)
    assert ConsultationPage.objects.count() == len(LANGUAGES)


def test_announced_again_only_what_is_not_live_is_published(index_pages: dict[str, ConsultationIndexPage]) -> None:
    meeting = MeetingFactory(number=3)
    live = ConsultationPage.objects.live().values_list("locale__language_code", "live_revision_id")
    announced(meeting)
    first = dict(live.all())
    ConsultationPage.objects.get(locale__language_code="en").unpublish()

    announced(meeting)

    again = live.all()
    assert {code: revision != first[code] for code, revision in again} == {code: code == "en" for code in LANGUAGES}


@pytest.mark.parametrize(
    ("made", "at", "reasons"),
    [
        ({"workshop": True}, None, (Reason.IS_WORKSHOP,)),
        ({"cancelled_at": DURING_SIGN_UP}, None, (Reason.IS_CANCELLED,)),
        ({}, datetime(2026, 6, 7, 14, tzinfo=TOKYO), (Reason.ANNOUNCED_AFTER_START,)),
    ],
)
def test_what_is_not_announced(
    index_pages: dict[str, ConsultationIndexPage],
    made: dict[str, object],
    at: datetime | None,
    reasons: tuple[Reason, ...],
) -> None:
    meeting = MeetingFactory(**made)

    with pytest.raises(RefusedError) as refused:
        announced(meeting, at=at)

    assert (refused.value.decision.reasons, ConsultationPage.objects.count()) == (reasons, 0)


def test_without_the_list_nothing_is_announced() -> None:
    with pytest.raises(RefusedError) as refused:
        announced(MeetingFactory())

    assert refused.value.decision.reasons == (Reason.NO_INDEX_PAGE,)
