"""Tick and tasks send at the same time."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connections
from pytest_django import Settings

from portal import mail
from portal.mail import OutboxMail
from portal.mail.sending import send_one
from tests.databases import Copy
from tests.portal.mail.letters import NOW, queue, sent

SENDERS = 4


def in_parallel(work: Callable[[], None]) -> None:
    def run() -> None:
        barrier.wait()
        work()
        connections.close_all()

    barrier = threading.Barrier(SENDERS)
    threads = [threading.Thread(target=run) for _number in range(SENDERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.race
def test_row_is_sent_once_by_senders_in_parallel(race_database: Copy) -> None:
    OutboxMail.objects.all().delete()
    keys = [f"race-{number}" for number in range(20)]
    for key in keys:
        queue(key, to=f"{key}@example.org")

    in_parallel(lambda: mail.send_due_mail(NOW))

    assert sorted(to[0] for _text, to in sent()) == sorted(f"{key}@example.org" for key in keys)


@pytest.mark.race
def test_task_and_clock_at_once_send_a_code_once(race_database: Copy, settings: Settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    OutboxMail.objects.all().delete()
    rows = [queue(f"race-{number}", sealed={"code": str(number)}) for number in range(10)]

    def task_and_clock() -> None:
        for row in rows:
            send_one(row.pk, NOW)
        mail.send_due_mail(NOW)

    in_parallel(task_and_clock)

    assert sorted(text for text, _to in sent()) == [f"vi 42 {number}" for number in range(10)]
