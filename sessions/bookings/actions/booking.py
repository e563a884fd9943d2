"""Applying for a meeting, and what coordinators and the person do with a booking. Each raises RefusedError."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from network.models import Supporter
from portal.refusals import allowed

from ...groups.models import Membership
from ...meetings.models import Meeting
from ..enums import GUEST_ROLES, SEATED_ROLES, BookingState, Role
from ..facts import applying_facts, person_facts
from ..locks import lock_booking, lock_meeting, lock_person
from ..models import Booking
from ..rules import taking_part as rules
from . import seats
from .seats import change, lapse_overdue, move_up


def apply(supporter: Supporter, meeting: Meeting, role: str, *, now: datetime) -> Booking:
    with transaction.atomic():
        supporter, meeting = lock_person(supporter.pk), lock_meeting(meeting.pk)
        # An invitation that the clock has not taken back yet must hold up neither its owner nor anybody else.
        lapse_overdue(meeting, now=now)
        facts = applying_facts(supporter, meeting)
        allowed(rules.judge_applying(facts, role, now))
        state = rules.first_state(facts, free=seats.free(meeting, role), waiting=_waiting(meeting, role))
        booking = Booking(meeting=meeting, supporter=supporter, role=role, queued_at=now)
        return change(booking, state, by_id=supporter.user_id, now=now)


def accept(booking: Booking, *, now: datetime) -> Booking:
    """An invitation, by the person. Pressing twice is accepting once."""
    with transaction.atomic():
        booking = lock_booking(booking)
        if booking.state == BookingState.CONFIRMED:
            return booking
        allowed(rules.judge_accepting(booking.meeting, booking.state, booking.invited_until, now))
        return change(booking, BookingState.CONFIRMED, by_id=booking.supporter.user_id, now=now)


def confirm(booking: Booking, *, by_id: int, now: datetime) -> Booking:
    """By the coordinator: who applied, waits, or says on the telephone that the invitation is welcome."""
    with transaction.atomic():
        booking = lock_booking(booking)
        if booking.state == BookingState.CONFIRMED:
            return booking
        person, meeting = person_facts(booking.supporter), booking.meeting
        free = seats.free(meeting, booking.role) if booking.role in SEATED_ROLES else 1
        allowed(rules.judge_confirming(person, meeting, booking.state, free=free, now=now))
        return change(booking, BookingState.CONFIRMED, by_id=by_id, now=now)


def waitlist(booking: Booking, *, by_id: int, now: datetime) -> Booking:
    """By the coordinator: accepted, as soon as a seat comes free."""
    with transaction.atomic():
        booking = lock_booking(booking)
        if booking.state == BookingState.WAITLISTED:
            return booking
        free, waiting = seats.free(booking.meeting, booking.role), _waiting(booking.meeting, booking.role)
        allowed(rules.judge_waitlisting(booking.state, free=free, waiting=waiting))
        return change(booking, BookingState.WAITLISTED, by_id=by_id, now=now)


def decline(booking: Booking, *, by_id: int, now: datetime) -> Booking:
    """The coordinator says no."""
    with transaction.atomic():
        booking = lock_booking(booking)
        if booking.state == BookingState.DECLINED:
            return booking
        allowed(rules.judge_declining(booking.state))
        return change(booking, BookingState.DECLINED, by_id=by_id, now=now)


def cancel(booking: Booking, *, by_id: int | None, now: datetime) -> Booking:
    """By the person or the coordinator. The seat goes to who waits, in the same transaction."""
    with transaction.atomic():
        booking = lock_booking(booking)
        if booking.state == BookingState.CANCELLED:
            return booking
        allowed(rules.judge_cancelling(booking.meeting, booking.state, now))
        change(booking, BookingState.CANCELLED, by_id=by_id, now=now)
        move_up(booking.meeting, now=now)
        return booking


def add_guest(meeting: Meeting, supporter: Supporter, role: str, *, by_id: int, now: datetime) -> Booking:
    """An expert or interpreter, who sits beside the seats."""
    assert role in GUEST_ROLES
    with transaction.atomic():
        supporter, meeting = lock_person(supporter.pk), lock_meeting(meeting.pk)
        has_live_booking = meeting.bookings.live().filter(supporter=supporter).exists()
        person = person_facts(supporter)
        allowed(rules.judge_adding_guest(person, meeting, has_live_booking=has_live_booking, now=now))
        booking = Booking(meeting=meeting, supporter=supporter, role=Role(role), queued_at=now)
        return change(booking, BookingState.CONFIRMED, by_id=by_id, now=now)


def cancel_all_of(supporter: Supporter, *, by_id: int | None, now: datetime) -> None:
    """Whoever leaves the network gives back every seat of meetings to come."""
    with transaction.atomic():
        for booking in Booking.objects.cancellable(now).filter(supporter=supporter).order_by("meeting_id"):
            cancel(booking, by_id=by_id, now=now)


def cancel_workshops_of(membership: Membership, *, by_id: int | None, now: datetime) -> None:
    """Whoever is out of a cohort gives back every seat in its workshops to come. The membership is locked before."""
    mine = Booking.objects.cancellable(now).filter(supporter=membership.supporter_id)
    for booking in mine.filter(meeting__cohort=membership.cohort_id).order_by("meeting_id"):
        cancel(booking, by_id=by_id, now=now)


def _waiting(meeting: Meeting, role: str) -> int:
    return meeting.bookings.waiting().filter(role=role).count()
