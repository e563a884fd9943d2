from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from . import bookings, cohorts, meetings, referrals


def load_sessions(progress: Callable[[str], None], now: datetime) -> None:
    """Past and coming sessions, a cohort on its way, and referrals in each state; all through the actions."""
    progress("sessions, cohorts and referrals")
    meetings.load(now)
    bookings.load(now)
    cohorts.load(now)
    referrals.load(now)
