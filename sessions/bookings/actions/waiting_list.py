"""Seats that come free go to those who wait, in the order in which they came."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from portal.refusals import allowed

from ...meetings.models import Meeting
from ..enums import BookingState, Role
from ..facts.taking_part import meeting_facts
from ..locks import lock_booking, lock_meeting
from ..models import Booking
from ..rules.taking_part import can_move_up, invitation_ends_after_move, invitation_ends_at, judge_accepting
from . import seats
from .seats import change


def move_up(meeting: Meeting, *, now: datetime) -> None:
    """Invite to what is free; close to the start, with no time left to ask, confirm (`invitation_ends_at` says why).

    Reads the meeting anew: more seats are to be saved before.
    """
    with transaction.atomic():
        meeting = lock_meeting(meeting.pk)
        if not can_move_up(meeting_facts(meeting), now):
            return
        until = invitation_ends_at(now, meeting.starts_at)
        for role in (Role.HELPER, Role.LEARNER):
            waiting = meeting.bookings.waiting().filter(role=role).select_related("supporter")
            for booking in waiting[: seats.free(meeting, role)]:
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


def accept(booking: Booking, *, now: datetime) -> Booking:
    """Pressing twice is accepting once. Raises RefusedError."""
    with transaction.atomic():
        booking = lock_booking(booking)
        if booking.state == BookingState.CONFIRMED:
            return booking
        facts = meeting_facts(booking.meeting)
        allowed(judge_accepting(facts, booking.state, booking.invited_until, now))
        return change(booking, BookingState.CONFIRMED, by_id=booking.supporter.user_id, now=now)


def lapse_invitations(now: datetime) -> None:
    """Invitations that nobody answered go to the next in line. Safe to run twice or late."""
    overdue = Booking.objects.filter(state=BookingState.INVITED, invited_until__lte=now)
    for key in overdue.order_by("meeting_id").values_list("meeting_id", flat=True).distinct():
        with transaction.atomic():
            lapse_overdue(lock_meeting(key), now=now)


def lapse_overdue(meeting: Meeting, *, now: datetime) -> None:
    """On a locked meeting."""
    overdue = meeting.bookings.filter(state=BookingState.INVITED, invited_until__lte=now)
    lapsed = [
        change(booking, BookingState.LAPSED, by_id=None, now=now)
        for booking in overdue.order_by("queued_at", "pk").select_related("supporter")
    ]
    if lapsed:
        move_up(meeting, now=now)
