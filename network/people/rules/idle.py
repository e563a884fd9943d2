"""How long a session goes on without its owner."""

from __future__ import annotations

from datetime import datetime, timedelta

MEMBER = timedelta(days=14)
SHARED_PHONE = timedelta(hours=2)
OFFICE = timedelta(minutes=30)


def idle_limit(*, works_in_the_office: bool, on_a_shared_phone: bool) -> timedelta:
    """The shortest of those that hold."""
    return min(MEMBER, OFFICE if works_in_the_office else MEMBER, SHARED_PHONE if on_a_shared_phone else MEMBER)


def is_written_anew(*, ends_at: datetime, limit: timedelta, now: datetime) -> bool:
    """Not at each request: a session may end a tenth of its limit early, and never late."""
    return not timedelta() <= now + limit - ends_at < limit / 10
