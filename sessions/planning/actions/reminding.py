"""Reminders a week, a day and an hour before the start, each once (D4: without saying of what)."""

from __future__ import annotations

from datetime import datetime

from portal.mail import OutboxMail

from ...bookings.actions.telling import REMINDER_MAIL, dedupe_key, reminder_reference, tell
from ...bookings.enums import BookingState
from ...bookings.models import Booking
from ..rules import FIRST, reminder_due


def remind(now: datetime) -> None:
    """Due every minute; safe to run twice, or late. Of each start once: a meeting that was moved reminds anew."""
    soon = Booking.objects.filter(
        state=BookingState.CONFIRMED,
        supporter__user__is_active=True,
        meeting__cancelled_at=None,
        meeting__starts_at__gt=now,
        meeting__starts_at__lte=now + FIRST,
    )
    due = {}
    for booking in soon.select_related("meeting", "supporter").order_by("pk"):
        name = reminder_due(booking.meeting.starts_at, booking.changed_at, now)
        if name is not None:
            due[f"{reminder_reference(booking)}:{name}"] = booking
    for event in due.keys() - _told(due):
        reference = reminder_reference(due[event])
        tell(due[event].supporter, event, kind=REMINDER_MAIL, reference=reference, now=now)


def _told(events: dict[str, Booking]) -> set[str]:
    """For a week each minute finds the same reminders again: one query instead of one a reminder."""
    keys = {dedupe_key(REMINDER_MAIL, event): event for event in events}
    known = OutboxMail.objects.filter(dedupe_key__in=keys).values_list("dedupe_key", flat=True)
    return {keys[key] for key in known}
