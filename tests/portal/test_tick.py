from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from wagtail import hooks

from portal.tick import LEASE, Job, tick

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 1, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Bell:
    def __init__(self, *, is_broken: bool = False) -> None:
        self.rung: list[datetime] = []
        self.is_broken = is_broken

    def ring(self, now: datetime) -> None:
        self.rung.append(now)
        if self.is_broken:
            raise ValueError("a person's data")

    def answer(self) -> list[Job]:
        return [Job("test.bell", HOUR, self.ring)]


def test_job_runs_when_due_and_not_before() -> None:
    bell = Bell()
    with hooks.register_temporarily("portal_due_jobs", bell.answer):
        for later in (timedelta(), timedelta(minutes=59), HOUR):
            tick(NOW + later)

    assert bell.rung == [NOW, NOW + HOUR]


def test_job_missed_for_days_runs_once() -> None:
    bell = Bell()
    with hooks.register_temporarily("portal_due_jobs", bell.answer):
        tick(NOW)
        tick(NOW + timedelta(days=3))
        tick(NOW + timedelta(days=3))

    assert bell.rung == [NOW, NOW + timedelta(days=3)]


def test_failed_job_is_tried_again_after_its_lease(caplog: pytest.LogCaptureFixture) -> None:
    bell = Bell(is_broken=True)
    with hooks.register_temporarily("portal_due_jobs", bell.answer):
        for later in (timedelta(), LEASE / 2, LEASE):
            tick(NOW + later)

    assert bell.rung == [NOW, NOW + LEASE]
    assert "a person's data" not in caplog.text
