"""Who came, as the facilitator taps it. Nobody is written to. Raises RefusedError."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from portal import audit
from portal.refusals import allowed

from ..enums import BookingState
from ..facts.hour import hour_facts
from ..models import Booking, Meeting
from ..rules.attendance import judge_attendance, judge_finishing
from . import seats
from .locks import lock_booking, lock_meeting


def mark(booking: Booking, state: BookingState, *, by_id: int, now: datetime) -> Booking:
    """The same tap again changes nothing."""
    with transaction.atomic():
        booking = lock_booking(booking)
        allowed(judge_attendance(booking.state, hour_facts(booking.meeting), now))
        return booking if booking.state == state else _put(booking, state, by_id, now)


def finish(meeting: Meeting, *, by_id: int, now: datetime) -> int:
    """Whoever is still unmarked did not come; how many these were."""
    with transaction.atomic():
        meeting = lock_meeting(meeting.pk)
        allowed(judge_finishing(hour_facts(meeting), now))
        unmarked = list(meeting.bookings.filter(state=BookingState.CONFIRMED).order_by("pk"))
        for booking in unmarked:
            _put(booking, BookingState.NO_SHOW, by_id, now)
    return len(unmarked)


def _put(booking: Booking, state: BookingState, by_id: int, now: datetime) -> Booking:
    changes = {"meeting": str(booking.meeting), "before": booking.state, "state": str(state)}
    seats.put(booking, state, now=now)
    audit.record("attendance", on=booking, ref=str(booking), now=now, actor_id=by_id, changes=changes)
    return booking
