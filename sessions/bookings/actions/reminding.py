"""Reminders a week, a day and an hour before the start, each once (D4: without saying of what)."""

from __future__ import annotations

from datetime import datetime

from portal import mail
from portal.mail import OutboxMail

from ..enums import BookingState
from ..models import Booking
from ..rules.reminding import FIRST_REMINDER, reminder_due

REMINDER_MAIL = "consultations.reminder"


def remind(now: datetime) -> None:
    """Due every minute; safe to run twice, or late. Of each start once: a meeting that was moved reminds anew."""
    soon = Booking.objects.filter(
        state=BookingState.CONFIRMED,
        supporter__left_on=None,
        supporter__user__is_active=True,
        meeting__cancelled_at=None,
        meeting__starts_at__gt=now,
        meeting__starts_at__lte=now + FIRST_REMINDER,
    )
    due = {}
    for booking in soon.select_related("meeting", "supporter").order_by("pk"):
        name = reminder_due(booking.meeting.starts_at, booking.changed_at, now)
        if name is not None:
            due[f"{REMINDER_MAIL}:{reference_of(booking)}:{name}"] = booking
    # For a week each minute finds the same reminders again: one query instead of one a reminder.
    told = OutboxMail.objects.filter(dedupe_key__in=due).values_list("dedupe_key", flat=True)
    for key in due.keys() - set(told):
        supporter, reference = due[key].supporter, reference_of(due[key])
        mail.queue(
            REMINDER_MAIL,
            recipient_id=supporter.user_id,
            language=supporter.language,
            reference=reference,
            dedupe_key=key,
            now=now,
        )


def reference_of(booking: Booking) -> str:
    """With the start, so that a reminder of an old one is known when its turn comes."""
    return f"{booking.pk}:{int(booking.meeting.starts_at.timestamp())}"
