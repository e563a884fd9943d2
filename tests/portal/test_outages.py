"""A second connection holds the database; the worker and the clock go on when it lets go."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.core.management import get_commands
from django.db import InterfaceError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings
from wagtail import hooks

from portal.outages import outlast_outages
from portal.tick import DueJob, Job, tick
from tests.databases import Copy
from tests.portal.logged import log
from tests.portal.working import one_worker

AT_ONCE = {"sqlite": {"timeout": 0}, "postgresql": {"options": "-c lock_timeout=50ms"}}
HOLDING = {
    "sqlite": ["BEGIN EXCLUSIVE"],
    "postgresql": ["BEGIN", f"LOCK TABLE {DueJob._meta.db_table}, {DBTaskResult._meta.db_table}"],
}


class LetsGo(logging.Handler):
    """Holds the database until the log has said so."""

    def __init__(self, holder: BaseDatabaseWrapper) -> None:
        super().__init__()
        self.holder, self.is_holding = holder, False

    def hold(self) -> None:
        for sql in HOLDING[self.holder.vendor]:
            self._execute(sql)
        self.is_holding = True

    def emit(self, record: logging.LogRecord) -> None:
        if self.is_holding:
            self._execute("ROLLBACK")
            self.is_holding = False

    def _execute(self, sql: str) -> None:
        with self.holder.cursor() as cursor:
            cursor.execute(sql)


@pytest.fixture
def other(own_database: Copy, monkeypatch: pytest.MonkeyPatch) -> Iterator[LetsGo]:
    holder = connections.create_connection("default")
    options = connections.settings["default"]["OPTIONS"]
    for name, value in AT_ONCE[holder.vendor].items():
        monkeypatch.setitem(options, name, value)
    handler, logger = LetsGo(holder), logging.getLogger("portal.outages")
    logger.addHandler(handler)
    yield handler
    logger.removeHandler(handler)
    holder.close()
    connections.close_all()


@task()
def nothing_to_do(number: int) -> None:
    pass


def test_worker_goes_on_after_a_locked_database(other: LetsGo, settings: Settings) -> None:
    worker = one_worker(settings)
    nothing_to_do.enqueue(1)
    other.hold()

    with log() as written:
        outlast_outages(worker.run, pause=0)

    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL
    assert written.getvalue().count("the database does not answer") == 1


def test_clock_goes_on_after_a_locked_database(other: LetsGo) -> None:
    rung: list[datetime] = []
    jobs = [Job("test.bell", timedelta(hours=1), rung.append)]
    other.hold()

    with hooks.register_temporarily("portal_due_jobs", lambda: jobs), log() as written:
        outlast_outages(lambda: tick(timezone.now()), pause=0)

    assert len(rung) == 1
    assert written.getvalue().count("the database does not answer") == 1


def failing(error: Exception) -> Callable[[], None]:
    """Once."""
    errors = [error]

    def act() -> None:
        if errors:
            raise errors.pop()

    return act


@pytest.mark.usefixtures("other")
def test_text_of_an_error_stands_in_no_log() -> None:
    with log() as written:
        outlast_outages(failing(InterfaceError("linh.secret@example.org")), pause=0)

    assert "InterfaceError at" in written.getvalue()
    assert "linh.secret" not in written.getvalue()


@pytest.mark.usefixtures("other")
def test_other_errors_end_the_program() -> None:
    with pytest.raises(ValueError, match="a mistake of ours"):
        outlast_outages(failing(ValueError("a mistake of ours")), pause=0)


def test_worker_of_the_set_up_is_the_one_that_goes_on() -> None:
    assert get_commands()["db_worker"] == "portal"
