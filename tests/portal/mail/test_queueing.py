"""Mail waits in the outbox."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from portal.mail import MailState, OutboxMail
from tests.portal.mail.letters import queue, sent, states

in_database = pytest.mark.django_db


@in_database
def test_mail_queued_twice_is_one_row() -> None:
    queue()
    queue()

    assert OutboxMail.objects.count() == 1


@in_database
def test_row_holds_no_text_and_no_secret_in_clear() -> None:
    row = queue(sealed={"email": "other@example.org", "code": "K7-SECRET"})

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM portal_outboxmail")
        stored = repr(cursor.fetchall())
    assert row.sealed == {"email": "other@example.org", "code": "K7-SECRET"}
    assert [word for word in ("other@example.org", "K7-SECRET", "Tin mới") if word in stored] == []


@in_database
@pytest.mark.parametrize("more", [{"urgent": True}, {"sealed": {"code": "7"}}], ids=["urgent", "sealed"])
def test_urgent_mail_goes_out_when_the_transaction_is_over(
    more: dict[str, Any], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        queue(**more)
        assert sent() == []

    assert len(sent()) == 1


@in_database
def test_mail_that_can_wait_leaves_it_to_the_clock(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        queue()

    assert (sent(), states()) == ([], [MailState.WAITING])


@in_database
def test_task_knows_nothing_but_the_key_of_the_row(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, settings: Settings
) -> None:
    from django_tasks_db.models import DBTaskResult

    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    with django_capture_on_commit_callbacks(execute=True):
        row = queue(sealed={"email": "other@example.org", "code": "7"})

    assert DBTaskResult.objects.get().args_kwargs == {"args": [row.pk], "kwargs": {}}
    assert sent() == []
