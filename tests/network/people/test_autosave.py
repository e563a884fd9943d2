"""Wagtail's editor saves by a script of its own. When it can't any more, it says why, and what to do."""

from __future__ import annotations

import pytest
from django.test import Client

from network.models import User
from portal.models import HomePage, UnsentForm
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

BY_ITSELF = {"Accept": "application/json", "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}


@pytest.fixture
def editor() -> User:
    user: User = UserFactory(groups=["Editors"])
    return user


def saved_by_itself(client: Client) -> tuple[int, str, bool]:
    """The status, Wagtail's code, and whether our sentence says what to do."""
    page = HomePage.objects.get(locale__language_code="vi")
    answer = client.post(f"/admin/pages/{page.pk}/edit/", {"title": "New"}, headers=BY_ITSELF)
    told = answer.json()
    return answer.status_code, told["error_code"], "Save it as a draft now" in told["error_message"]


def test_editor_is_told_that_the_session_has_ended(client: Client) -> None:
    client.cookies["django_language"] = "en"

    assert saved_by_itself(client) == (403, "locked", True)


def test_editor_is_told_on_a_page_older_than_the_sign_in(editor: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    client.cookies["django_language"] = "en"

    assert saved_by_itself(client) == (403, "locked", True)


def test_what_saves_itself_waits_for_nobody(client: Client) -> None:
    saved_by_itself(client)

    assert UnsentForm.objects.count() == 0
