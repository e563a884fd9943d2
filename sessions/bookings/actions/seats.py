"""Seats of a meeting: the lowest free one is taken, and who no longer takes part gives theirs back.

All of it on a locked meeting (`locks`). Only here, a booking's state changes.
"""

from __future__ import annotations

from datetime import datetime

from network.people.actions.telling import tell
from portal import audit
from portal.places import lowest_free

from ...meetings.models import Meeting
from ..enums import BOOKING_TRANSITIONS, SEATED_ROLES, SEATED_STATES, BookingState
from ..models import Booking


def taken(meeting: Meeting, role: str) -> int:
    return meeting.bookings.seated().filter(role=role).count()


def free(meeting: Meeting, role: str) -> int:
    """How many seats of this role nobody holds."""
    return max(meeting.seats(role) - taken(meeting, role), 0)


def put(booking: Booking, state: BookingState, *, now: datetime, invited_until: datetime | None = None) -> Booking:
    """Move a booking into a state, with the seat that goes with it. The caller knows that a seat is free."""
    assert booking.pk is None or state in BOOKING_TRANSITIONS[booking.state]
    booking.seat = _seat_for(booking, state)
    booking.state, booking.invited_until, booking.changed_at = state, invited_until, now
    booking.sequence += 1
    booking.save()
    return booking


def _seat_for(booking: Booking, state: BookingState) -> int | None:
    if state not in SEATED_STATES or booking.role not in SEATED_ROLES:
        return None
    if booking.seat is not None:
        return booking.seat
    held = booking.meeting.bookings.seated().filter(role=booking.role)
    return lowest_free(held.values_list("seat", flat=True))


def change(
    booking: Booking, state: BookingState, *, by_id: int | None, now: datetime, invited_until: datetime | None = None
) -> Booking:
    """On a locked meeting, after the rules were asked."""
    before = booking.state
    put(booking, state, now=now, invited_until=invited_until)
    changes = {"meeting": str(booking.meeting), "role": booking.role, "before": before, "state": str(state)}
    audit.record("booking", on=booking, ref=str(booking), now=now, actor_id=by_id, changes=changes)
    tell_of_booking(booking, now)
    return booking


def tell_of_booking(booking: Booking, now: datetime) -> None:
    """Of its last change: received, confirmed, waitlisted, invited, lapsed, cancelled (its sequence tells them apart).

    A meeting that is moved tells its bookings once more, by the meeting's own sequence.
    """
    tell(booking.supporter, booking, f"{booking.sequence}:{booking.meeting.sequence}", now=now)
