"""Wagtail would mail by itself, from within the request and with what people wrote; nothing in the portal may (D4)."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from wagtail.models import Comment, PageSubscription, WorkflowState

from network.models import User
from portal.models import HomePage, StandardPage
from tests.factories import UserFactory
from tests.learning import publish

pytestmark = pytest.mark.django_db

COMMENT = "Ms Tanaka, 090-1234-5678, appears here"


@pytest.fixture
def page() -> StandardPage:
    return publish(HomePage.objects.get(locale__language_code="vi"), StandardPage(title="Trang", slug="page"))


@pytest.fixture
def editor(client: Client) -> User:
    user = UserFactory(groups=["Editors"])
    client.force_login(user)
    return user


def form_of(client: Client, page: StandardPage) -> dict[str, str]:
    """What the editor's browser would send back, unchanged."""
    form = client.get(f"/admin/pages/{page.pk}/edit/").context["form"]
    sent = {form.add_prefix(name): form[name].value() or "" for name in form.fields}
    for formset in form.formsets.values():
        sent |= {f"{formset.prefix}-{name}": value for name, value in formset.management_form.initial.items()}
    return {**sent, "body-count": "0"}


def test_comment_is_neither_kept_nor_mailed(client: Client, editor: User, page: StandardPage) -> None:
    PageSubscription.objects.create(user=UserFactory(administrator=True), page=page, comment_notifications=True)
    comment = {
        "comments-TOTAL_FORMS": "1",
        "comments-INITIAL_FORMS": "0",
        "comments-0-text": COMMENT,
        "comments-0-contentpath": "title",
        "comments-0-position": "",
    }

    response = client.post(f"/admin/pages/{page.pk}/edit/", form_of(client, page) | comment)

    assert response.status_code == 302
    assert (mail.outbox, Comment.objects.count()) == ([], 0)


def test_page_is_submitted_to_nobody(client: Client, editor: User, page: StandardPage) -> None:
    sent = form_of(client, page) | {"action-submit": "1"}

    client.post(f"/admin/pages/{page.pk}/edit/", sent)

    assert (mail.outbox, WorkflowState.objects.count()) == ([], 0)
