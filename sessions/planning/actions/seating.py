"""Other numbers of seats: more let the waiting list move up at once, fewer never take one from somebody unnamed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from portal.places import lowest_free
from portal.refusals import allowed

from ...bookings.actions.booking import cancel
from ...bookings.actions.seats import move_up, taken
from ...bookings.enums import SEATED_ROLES, BookingState, Role
from ...bookings.locks import lock_meeting
from ...bookings.models import Booking
from ...meetings.models import Meeting
from ..rules import RoleSeats, judge_seats
from .planning import record


def change_seats(
    meeting: Meeting, wanted: dict[str, int], *, freed: Collection[int] = (), by_id: int, now: datetime
) -> Meeting:
    """`wanted` seats by role; `freed`: bookings whose people are named to lose theirs. Raises RefusedError."""
    with transaction.atomic():
        meeting = lock_meeting(meeting.pk)
        leaving = list(losers(meeting).filter(pk__in=freed))
        allowed(judge_seats(meeting, *role_seats(meeting, wanted, leaving), now))
        before = {role: meeting.seats(role) for role in wanted}
        meeting.helper_seats, meeting.learner_seats = wanted[Role.HELPER], wanted[Role.LEARNER]
        meeting.save(update_fields=["helper_seats", "learner_seats"])
        # Only now: whoever waits must not be invited to a seat that goes.
        for booking in leaving:
            cancel(booking, by_id=by_id, now=now)
        _close_ranks(meeting)
        move_up(meeting, now=now)
        lost = {"freed": [booking.pk for booking in leaving]}
        record("seats changed", meeting, by_id, now, before=before, after=dict(wanted), **lost)
    return meeting


def losers(meeting: Meeting) -> QuerySet[Booking]:
    """Who can be named to lose a seat."""
    return meeting.bookings.seated().filter(state__in=[BookingState.CONFIRMED, BookingState.INVITED])


def role_seats(meeting: Meeting, wanted: dict[str, int], leaving: Collection[Booking]) -> tuple[RoleSeats, RoleSeats]:
    helpers, learners = (
        RoleSeats(wanted[role], len(taken(meeting, role)), sum(booking.role == role for booking in leaving))
        for role in (Role.HELPER, Role.LEARNER)
    )
    return helpers, learners


def _close_ranks(meeting: Meeting) -> None:
    """Who sits beyond the last seat takes the lowest free one."""
    for role in sorted(SEATED_ROLES):
        held = meeting.bookings.seated().filter(role=role)
        for booking in held.filter(seat__gt=meeting.seats(role)).order_by("seat"):
            booking.seat = lowest_free(held.values_list("seat", flat=True))
            booking.save(update_fields=["seat"])
