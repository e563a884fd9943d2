"""Mail about meetings, cohorts and referrals says that there is news, and not what (D4)."""

from __future__ import annotations

from datetime import datetime

from network.models import Supporter
from portal import mail

from ..models import Booking

NEWS_MAIL = "consultations.news"
REMINDER_MAIL = "consultations.reminder"


def tell(supporter: Supporter, event: str, *, now: datetime, kind: str = NEWS_MAIL, reference: str = "") -> None:
    """One mail an event; `event` names it uniquely, like `booking:12:3`. Who has no login is not written to."""
    if supporter.user_id is None or supporter.has_left:
        return
    mail.queue(
        kind,
        recipient_id=supporter.user_id,
        language=supporter.language,
        reference=reference,
        dedupe_key=dedupe_key(kind, event),
        now=now,
    )


def dedupe_key(kind: str, event: str) -> str:
    return f"{kind}:{event}"


def reminder_reference(booking: Booking) -> str:
    """With the start, so that a reminder of an old one is known when its turn comes."""
    return f"{booking.pk}:{int(booking.meeting.starts_at.timestamp())}"


def tell_of_booking(booking: Booking, now: datetime) -> None:
    """Of its last change: received, confirmed, waitlisted, offered, lapsed, cancelled (its sequence tells them apart).

    A meeting that is moved tells its bookings once more, by the meeting's own sequence.
    """
    tell(booking.supporter, f"booking:{booking.pk}:{booking.sequence}:{booking.meeting.sequence}", now=now)
