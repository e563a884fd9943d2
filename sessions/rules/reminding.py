"""When somebody is reminded of a meeting."""

from __future__ import annotations

from datetime import datetime, timedelta

BEFORE = {"week": timedelta(days=7), "day": timedelta(days=1), "hour": timedelta(hours=1)}
FIRST = max(BEFORE.values())


def reminder_due(starts_at: datetime, since: datetime, now: datetime) -> str | None:
    """Of the moments that have passed only the latest, and only if the person had their place by then.

    So a clock that was down catches up with one mail, not three, and nobody who has just been confirmed is reminded.
    """
    passed = [name for name, before in BEFORE.items() if starts_at - before <= now]
    if now >= starts_at or not passed:
        return None
    latest = min(passed, key=lambda name: BEFORE[name])
    return latest if since <= starts_at - BEFORE[latest] else None
