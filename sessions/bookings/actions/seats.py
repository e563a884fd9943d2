"""Seats of a meeting: the lowest free one is taken, and what comes free goes to those who wait, in their order.

All of it on a locked meeting (`locks`). Only here, a booking's state changes.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from portal import audit
from portal.compiled import Compiled, Parameter
from portal.mail import tell
from portal.places import lowest_free

from ...meetings.models import Meeting
from ..enums import BOOKING_TRANSITIONS, SEATED_ROLES, SEATED_STATES, BookingState, Role
from ..locks import lock_meeting
from ..models import Booking
from ..rules.taking_part import can_move_up, invitation_ends_after_move, invitation_ends_at


def taken(meeting: Meeting, role: str) -> list[int | None]:
    """The seats' numbers."""
    return [seat for (seat,) in _taken.all(meeting=meeting.pk, role=role)]


@Compiled
def _taken() -> QuerySet[Any, Any]:
    of_role = Q(meeting_id=Parameter("meeting", Booking, "meeting"), role=Parameter("role", Booking, "role"))
    return Booking.objects.seated().filter(of_role).values_list("seat")


def free(meeting: Meeting, role: str) -> int:
    """How many seats of this role nobody holds."""
    return max(meeting.seats(role) - len(taken(meeting, role)), 0)


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
    return lowest_free(taken(booking.meeting, booking.role))


def tell_of_booking(booking: Booking, now: datetime) -> None:
    """Of its last change: received, confirmed, waitlisted, invited, lapsed, cancelled (its sequence tells them apart).

    A meeting that is moved tells its bookings once more, by the meeting's own sequence.
    """
    tell(booking.supporter, booking, f"{booking.sequence}:{booking.meeting.sequence}", now=now)


def move_up(meeting: Meeting, *, now: datetime) -> None:
    """Invite to what is free; close to the start, with no time left to ask, confirm (`invitation_ends_at` says why).

    Reads the meeting anew: more seats are to be saved before.
    """
    with transaction.atomic():
        meeting = lock_meeting(meeting.pk)
        if not can_move_up(meeting, now):
            return
        until = invitation_ends_at(now, meeting.starts_at)
        for role in (Role.HELPER, Role.LEARNER):
            waiting = meeting.bookings.waiting().filter(role=role).select_related("supporter")
            for booking in waiting[: free(meeting, role)]:
                state = BookingState.INVITED if until else BookingState.CONFIRMED
                change(booking, state, by_id=None, now=now, invited_until=until)


def follow_move(meeting: Meeting, *, now: datetime) -> None:
    """On a locked meeting that has other times: invitations end in time for it, and who waits may get a seat again.

    Who is invited to a seat has the mail of the move; the page tells them until when.
    """
    for booking in meeting.bookings.filter(state=BookingState.INVITED):
        assert booking.invited_until is not None
        booking.invited_until = invitation_ends_after_move(booking.invited_until, now, meeting.starts_at)
        booking.save(update_fields=["invited_until"])
    move_up(meeting, now=now)


def lapse_invitations(now: datetime) -> None:
    """Invitations that nobody answered go to the next in line. Safe to run twice or late."""
    overdue = Booking.objects.filter(state=BookingState.INVITED, invited_until__lte=now)
    for key in overdue.order_by("meeting_id").values_list("meeting_id", flat=True).distinct():
        with transaction.atomic():
            lapse_overdue(lock_meeting(key), now=now)


def lapse_overdue(meeting: Meeting, *, now: datetime) -> None:
    """On a locked meeting."""
    overdue = _overdue.all(meeting=meeting.pk, now=now)
    lapsed = [change(booking, BookingState.LAPSED, by_id=None, now=now) for booking in overdue]
    if lapsed:
        move_up(meeting, now=now)


@Compiled
def _overdue() -> QuerySet[Booking]:
    of_meeting = Q(meeting_id=Parameter("meeting", Booking, "meeting"))
    overdue = Q(state=BookingState.INVITED, invited_until__lte=Parameter("now", Booking, "invited_until"))
    return Booking.objects.filter(of_meeting & overdue).order_by("queued_at", "pk").select_related("supporter")
