"""Everything that takes or frees a seat locks the meeting's row first, and judges again what the locked rows say. Who
leaves a cohort has locked their membership before, and who leaves the network their own row."""

from __future__ import annotations

from uuid import UUID

from ..meetings.models import Meeting
from .models import Booking


def lock_meeting(key: UUID) -> Meeting:
    """Inside a transaction."""
    return Meeting.objects.select_for_update(no_key=True, of=("self",)).get(pk=key)


def lock_booking(booking: Booking) -> Booking:
    """The booking as it stands once its meeting's row is locked."""
    meeting = lock_meeting(booking.meeting_id)
    locked = Booking.objects.select_for_update(no_key=True, of=("self",)).select_related("supporter__user")
    found = locked.get(pk=booking.pk)
    found.meeting = meeting
    return found
