from __future__ import annotations

from datetime import timedelta
from inspect import signature

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks.base import Task
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

import courses.actions.stored_files
import network.importing.actions.importing
import network.importing.actions.undoing
import portal.mail.sending
from network.models import User
from portal.background import KEPT_FOR
from portal.tick import tick
from tests.factories import SupporterFactory
from tests.portal.logged import log
from tests.portal.working import one_worker

pytestmark = pytest.mark.django_db

TASKS = (
    *(courses.actions.stored_files, portal.mail.sending),
    *(network.importing.actions.importing, network.importing.actions.undoing),
)
EMAIL = "linh.secret@example.org"


@task()
def make_twice(user_id: int) -> None:
    with transaction.atomic():
        User.objects.create(email=User.objects.get(pk=user_id).email)


@pytest.fixture
def worker(settings: Settings) -> Worker:
    return one_worker(settings)


def test_task_that_breaks_keeps_and_logs_type_and_place_only(worker: Worker) -> None:
    make_twice.enqueue(SupporterFactory(user__email=EMAIL).user.pk)
    row = DBTaskResult.objects.get(task_path=make_twice.module_path)

    with log() as written:
        worker.run_task(row)

    row.refresh_from_db()
    assert (row.status, row.exception_class_path) == (TaskResultStatus.FAILED, "django.db.utils.IntegrityError")
    assert "in make_twice" in row.traceback
    assert f"id={row.pk}" in written.getvalue()
    assert "IntegrityError at" in written.getvalue()
    assert EMAIL not in repr(list(DBTaskResult.objects.values())) + written.getvalue()


def test_tasks_take_ids() -> None:
    """What they are called with is kept beside them in clear."""
    tasks = [one for room in TASKS for one in vars(room).values() if isinstance(one, Task)]

    assert {kind.annotation for one in tasks for kind in signature(one.func).parameters.values()} == {"int"}


@pytest.mark.usefixtures("worker")
def test_tasks_that_are_over_are_forgotten_after_a_week() -> None:
    now = timezone.now()
    for status in (
        TaskResultStatus.READY,
        TaskResultStatus.RUNNING,
        TaskResultStatus.SUCCESSFUL,
        TaskResultStatus.FAILED,
    ):
        for age in (KEPT_FOR, KEPT_FOR + timedelta(seconds=1)):
            row = DBTaskResult.objects.get(pk=make_twice.enqueue(1).id)
            DBTaskResult.objects.filter(pk=row.pk).update(status=status, enqueued_at=now - age)

    tick(now)

    kept = DBTaskResult.objects.filter(task_path=make_twice.module_path)
    assert sorted(kept.values_list("status", "enqueued_at")) == [
        (TaskResultStatus.FAILED, now - KEPT_FOR),
        (TaskResultStatus.READY, now - KEPT_FOR - timedelta(seconds=1)),
        (TaskResultStatus.READY, now - KEPT_FOR),
        (TaskResultStatus.RUNNING, now - KEPT_FOR),
        (TaskResultStatus.SUCCESSFUL, now - KEPT_FOR),
    ]
