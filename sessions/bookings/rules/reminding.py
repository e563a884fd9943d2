"""Which reminder of a meeting is due to who has a seat (D4)."""

from __future__ import annotations

from datetime import datetime, timedelta

REMINDED_BEFORE = {"week": timedelta(days=7), "day": timedelta(days=1), "hour": timedelta(hours=1)}
FIRST_REMINDER = max(REMINDED_BEFORE.values())


def reminder_due(starts_at: datetime, since: datetime, now: datetime) -> str | None:
    """Of the moments that have passed only the latest, and only if the person had their place by then.

    So a clock that was down catches up with one mail, not three, and nobody who has just been confirmed is reminded.
    """
    passed = [name for name, before in REMINDED_BEFORE.items() if starts_at - before <= now]
    if now >= starts_at or not passed:
        return None
    latest = min(passed, key=lambda name: REMINDED_BEFORE[name])
    return latest if since <= starts_at - REMINDED_BEFORE[latest] else None
