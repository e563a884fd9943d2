from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from wagtail import hooks

from portal.tick import LEASE, DueJob, Job, tick

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

    def answer(self, name: str = "test.bell") -> list[Job]:
        return [Job(name, HOUR, self.ring)]


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


def test_broken_job_stops_none_of_the_others() -> None:
    broken, working = Bell(is_broken=True), Bell()
    answers = (lambda: broken.answer("test.broken"), working.answer)
    with hooks.register_temporarily([("portal_due_jobs", answer) for answer in answers]):
        tick(NOW)

    assert (broken.rung, working.rung) == ([NOW], [NOW])


def test_failures_are_counted_until_the_job_goes_well_again() -> None:
    bell, counted = Bell(is_broken=True), []
    with hooks.register_temporarily("portal_due_jobs", bell.answer):
        for later in range(3):
            bell.is_broken = later < 2
            tick(NOW + later * LEASE)
            counted.append(DueJob.objects.get(name="test.bell").failures)

    assert counted == [1, 2, 0]


def test_job_that_another_clock_runs_at_the_moment_is_left_to_it() -> None:
    """Killed in between, it is run again when the lease is over."""
    bell = Bell()
    DueJob.objects.create(name="test.bell", due_at=NOW - HOUR, leased_until=NOW + LEASE)
    with hooks.register_temporarily("portal_due_jobs", bell.answer):
        for later in (timedelta(), LEASE):
            tick(NOW + later)

    assert bell.rung == [NOW + LEASE]
