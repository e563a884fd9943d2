"""The demo's sessions (S1), loaded on Friday 15 May 2026."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.test import Client
from pytest_django import Settings

from network.demo.load import load_people
from sessions.demo import meetings
from sessions.meetings.facts import year_plans
from sessions.models import ConsultationPage, Meeting
from tests.sessions.announcing import make_home_page, make_index_pages
from tests.sessions.made import DURING_SIGN_UP

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def test_demo_holds_the_flyers_sessions_and_three_to_come(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    load_people(print, DURING_SIGN_UP)
    make_index_pages()

    for _twice in range(2):
        meetings.load(DURING_SIGN_UP)

    listed = client.get("/ja-hira/consultations/")
    years = [(year.fiscal_year, year.planned, year.held) for year in year_plans(DURING_SIGN_UP)]
    assert years == [(2026, 6, 0), (2025, 6, 6), (2024, 6, 6), (2023, 2, 2)]
    coming = Meeting.objects.coming(DURING_SIGN_UP)
    assert [(one.is_cancelled, one.sign_up_opens_at <= DURING_SIGN_UP) for one in coming] == [
        (False, True),
        (True, True),
        (False, False),
    ]
    assert next(iter(coming)).starts_at == DURING_SIGN_UP + timedelta(days=14, hours=2)
    assert ConsultationPage.objects.live().count() == 4 * (14 + 3)
    assert (len(listed.context["coming"]), listed.context["page_obj"].paginator.count) == (3, 14)


def test_list_of_sessions_is_said_in_four_languages(
    client: Client, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]
) -> None:
    languages = [code for code, _name in configured.LANGUAGES]
    for language in languages:
        make_home_page(language)

    with django_capture_on_commit_callbacks(execute=True):
        meetings.load_index_page()

    answers = [client.get(f"/{language}/consultations/") for language in languages]
    assert [answer.status_code for answer in answers] == [200] * len(languages)
    assert len({answer.context["page"].intro for answer in answers}) == len(languages)
