from __future__ import annotations

from datetime import timedelta

from wagtail import hooks

from portal.tick import Job

from .actions import rebuild


@hooks.register("portal_due_jobs")
def due_jobs() -> list[Job]:
    return [Job("search.rebuild", timedelta(days=1), rebuild)]
