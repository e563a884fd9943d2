"""What falls due by the clock: offers lapse, reminders go out, texts go."""

from __future__ import annotations

from portal.tick import Job


def due_jobs() -> list[Job]:
    return []
