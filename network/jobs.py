from __future__ import annotations

from datetime import timedelta

from portal.tick import Job

from .actions import remind_of_renewal
from .importing.jobs import import_jobs


def due_jobs() -> list[Job]:
    return [Job("network.remind_of_renewal", timedelta(hours=6), remind_of_renewal), *import_jobs()]
