from __future__ import annotations

from datetime import UTC, datetime, timedelta
from smtplib import SMTPException
from typing import Any

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.base import BaseEmailBackend
from pytest_django import Settings
from wagtail import hooks

from network.models import User
from portal import mail
from portal.mail import Letter, OutboxMail

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 1, 10, tzinfo=UTC)


class BrokenBackend(BaseEmailBackend):
    def send_messages(self, messages: Any) -> int:
        raise SMTPException("the post is on strike")


@pytest.fixture(autouse=True)
def letters() -> Any:
    builders = {"test.hello": lambda recipient, reference: Letter("Tin mới", f"Xem {reference}")}
    with hooks.register_temporarily("portal_letters", lambda: builders):
        yield


def queue(key: str = "hello-1") -> OutboxMail:
    user, _created = User.objects.get_or_create(email="reader@example.org")
    mail.queue("test.hello", recipient_id=user.pk, language="vi", reference="42", dedupe_key=key, now=NOW)
    return OutboxMail.objects.get(dedupe_key=key)


def test_mail_queued_twice_is_one_row() -> None:
    queue()
    queue()

    assert OutboxMail.objects.count() == 1


def test_due_mail_is_sent_once_by_two_ticks() -> None:
    queue()
    mail.send_due_mail(NOW)
    mail.send_due_mail(NOW + timedelta(days=1))

    assert [(sent.subject, sent.body, sent.to) for sent in django_mail.outbox] == [
        ("Tin mới", "Xem 42", ["reader@example.org"])
    ]


def test_failed_mail_waits_and_is_tried_again(settings: Settings) -> None:
    queue()
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.portal.test_mail.BrokenBackend"
    mail.send_due_mail(NOW)
    settings.EMAIL_BACKEND = working
    mail.send_due_mail(NOW + timedelta(minutes=1))
    assert django_mail.outbox == []

    mail.send_due_mail(NOW + mail.LEASE)
    assert len(django_mail.outbox) == 1


def test_mail_row_holds_no_text() -> None:
    assert {field.name for field in OutboxMail._meta.get_fields()} == {
        *("id", "recipient", "kind", "language", "reference", "dedupe_key", "attempts", "next_try_at", "sent_at")
    }
