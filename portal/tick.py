"""Jobs that fall due by the clock. Safe to run twice, late, or on several machines."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from wagtail import hooks

from .logs import type_and_place

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)


@dataclass(frozen=True)
class Job:
    name: str
    every: timedelta
    run: Callable[[datetime], None]


class DueJob(models.Model):
    name = models.CharField(max_length=80, unique=True)
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


def jobs() -> list[Job]:
    return [job for hook in hooks.get_hooks("portal_due_jobs") for job in hook()]


def tick(now: datetime) -> None:
    """Run every job that is due. A failed or killed one is tried again when its lease is over."""
    for job in jobs():
        if _claim(job, now):
            _run(job, now)


def _claim(job: Job, now: datetime) -> bool:
    DueJob.objects.bulk_create([DueJob(name=job.name, due_at=now)], ignore_conflicts=True)
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    due = DueJob.objects.filter(free, name=job.name, due_at__lte=now)
    return bool(due.update(leased_until=now + LEASE))


def _run(job: Job, now: datetime) -> None:
    row = DueJob.objects.filter(name=job.name)
    try:
        job.run(now)
    except Exception as error:  # one broken job must not stop the others
        # The text of an error can hold a person's data.
        logger.error("job %s failed: %s", job.name, type_and_place(error))
        row.update(failures=models.F("failures") + 1)
        return
    row.update(due_at=now + job.every, leased_until=None, failures=0)
