"""Who writes on the pages of sessions, and what the explorer may not do. It is noon of Friday 15 May 2026, in Tokyo."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from cryptography.fernet import Fernet
from django.contrib.auth.models import Group
from django.test import Client, override_settings
from wagtail.models import GroupPagePermission, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from portal.models import HomePage, StandardPage
from sessions.models import ConsultationIndexPage, ConsultationPage, Meeting
from sessions.planning.actions.announcing import announce
from sessions.planning.actions.planning import cancel_meeting, move
from tests.factories import UserFactory
from tests.learning import publish
from tests.sessions.announcing import LANGUAGES, LINK, PLACE, times_of
from tests.sessions.made import DURING_SIGN_UP, ENDS, STARTS, BookingFactory, MeetingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]

WEEK = timedelta(days=7)


def announced(meeting: Meeting) -> list[ConsultationPage]:
    return announce(meeting, at=None, by_id=7, now=DURING_SIGN_UP)


def test_coordinators_write_on_sessions_and_on_no_other_page(
    client: Client, index_pages: dict[str, ConsultationIndexPage]
) -> None:
    announced(MeetingFactory(number=3))
    other = publish(HomePage.objects.get(locale__language_code="vi"), StandardPage(title="Trang", slug="page"))
    client.force_login(UserFactory(groups=["Coordinators"]))
    own = list(ConsultationPage.objects.values_list("pk", flat=True))

    answers = [client.get(f"/admin/pages/{pk}/edit/").status_code for pk in own]
    refused = [client.get(f"/admin/pages/{page.pk}/edit/").status_code for page in (other, other.get_parent())]

    assert (answers, refused) == ([200] * len(LANGUAGES), [302, 302])


def test_coordinator_publishes_details_without_moving_the_page(
    client: Client, index_pages: dict[str, ConsultationIndexPage]
) -> None:
    announced(MeetingFactory(number=3))
    page = ConsultationPage.objects.get(locale__language_code="en")
    client.force_login(UserFactory(groups=["Coordinators"]))
    written = {
        "title": page.title,
        "intro": "Bring a notebook.",
        "slug": "elsewhere",
        "body": streamfield([]),
        "comments": inline_formset([]),
        "action-publish": "on",
    }

    client.post(f"/admin/pages/{page.pk}/edit/", nested_form_data(written))

    assert "Bring a notebook." in client.get("/en/consultations/2026-3/").content.decode()


def test_permission_taken_back_stays_taken_back(index_pages: dict[str, ConsultationIndexPage]) -> None:
    coordinators = GroupPagePermission.objects.filter(group=Group.objects.get(name="Coordinators"))
    assert coordinators.count() == 3 * len(LANGUAGES)
    coordinators.delete()

    with time_machine.travel(DURING_SIGN_UP + timedelta(days=1), tick=False):
        ConsultationIndexPage.objects.get(pk=index_pages["vi"].pk).save_revision().publish()

    assert coordinators.count() == 0


def test_page_of_a_session_is_copied_at_the_desk_alone(
    client: Client, index_pages: dict[str, ConsultationIndexPage]
) -> None:
    meeting = MeetingFactory(number=3)
    announced(meeting)
    page = ConsultationPage.objects.get(locale__language_code="vi")
    client.force_login(UserFactory(groups=["Coordinators"]))

    answer = client.get(f"/admin/pages/{page.pk}/copy/")
    client.force_login(UserFactory(administrator=True))
    typed = {"new_title": "x", "new_slug": "x", "new_parent_page": str(index_pages["vi"].pk), "copy_subpages": "on"}
    client.post(f"/admin/pages/{page.pk}/copy/", typed)
    client.post(
        f"/admin/pages/{index_pages['vi'].pk}/copy/",
        {**typed, "new_parent_page": str(index_pages["vi"].get_parent().pk)},
    )

    assert answer["Location"] == f"/admin/meetings/inspect/{meeting.pk}/"
    assert ConsultationPage.objects.count() == len(LANGUAGES)


@pytest.mark.parametrize("is_booked", [True, False])
def test_page_of_a_session_is_deleted_only_while_nobody_has_a_booking(
    client: Client, index_pages: dict[str, ConsultationIndexPage], is_booked: bool
) -> None:
    meeting = MeetingFactory(number=3)
    announced(meeting)
    if is_booked:
        BookingFactory(meeting=meeting)
    page = ConsultationPage.objects.get(locale__language_code="vi")
    client.force_login(UserFactory(administrator=True))

    client.post(f"/admin/pages/{page.pk}/delete/")

    assert Page.objects.filter(pk=page.pk).exists() is is_booked


def test_pages_of_sessions_are_read_without_the_keys_of_what_they_do_not_show(
    client: Client, index_pages: dict[str, ConsultationIndexPage]
) -> None:
    pages = announced(MeetingFactory(number=3, place=PLACE, join_link=LINK))

    with override_settings(FIELD_KEYS=[Fernet.generate_key().decode()]):
        answers = [client.get(page.url).status_code for page in (*index_pages.values(), *pages)]

    assert answers == [200] * 2 * len(LANGUAGES)


def test_desk_reads_when_a_session_is_to_be_announced(
    client: Client, index_pages: dict[str, ConsultationIndexPage]
) -> None:
    meeting, monday = MeetingFactory(), DURING_SIGN_UP + timedelta(days=3)
    announce(meeting, at=monday, by_id=7, now=DURING_SIGN_UP)
    client.force_login(UserFactory(groups=["Coordinators"]))

    def due() -> object:
        return client.get(f"/admin/meetings/inspect/{meeting.pk}/").context["announcement_due"]

    assert due() == monday
    move(meeting, replace(times_of(meeting), starts_at=STARTS + WEEK, ends_at=ENDS + WEEK), by_id=7, now=DURING_SIGN_UP)
    assert due() == monday + WEEK
    cancel_meeting(meeting, by_id=7, now=DURING_SIGN_UP)
    assert due() is None
