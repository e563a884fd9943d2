from __future__ import annotations

from datetime import timedelta

from portal.tick import Job

from .actions import importing


def import_jobs() -> list[Job]:
    return [
        Job("network.forget_old_imports", timedelta(hours=1), importing.forget_old_imports),
        Job("network.go_on_with_standing_imports", timedelta(minutes=10), importing.go_on_with_standing_imports),
    ]
