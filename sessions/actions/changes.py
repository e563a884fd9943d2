"""A booking goes into another state: with its seat, one line of the record, and one mail."""

from __future__ import annotations

from datetime import datetime

from portal import audit

from ..enums import BookingState
from ..models import Booking
from . import seats
from .telling import tell_of_booking


def change(
    booking: Booking, state: BookingState, *, by_id: int | None, now: datetime, offered_until: datetime | None = None
) -> Booking:
    """On a locked meeting, after the rules were asked."""
    before = booking.state
    seats.put(booking, state, now=now, offered_until=offered_until)
    changes = {"meeting": str(booking.meeting), "role": booking.role, "before": before, "state": str(state)}
    audit.record("booking", on=booking, ref=str(booking), now=now, actor_id=by_id, changes=changes)
    tell_of_booking(booking, now)
    return booking
