"""Everything that takes or frees a seat locks the meeting's row first, and judges again what the locked rows say. Who
leaves a cohort has locked their membership before; who signs up or leaves the network, their own row. The address of a
calendar is locked alone."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from network.models import Supporter
from portal.compiled import Compiled, Parameter

from ..meetings.models import Meeting
from .models import Booking, CalendarFeed


def lock_person(pk: int) -> Supporter:
    """Inside a transaction: nobody leaves and is booked at the same moment."""
    return _person.get(person=pk)


@Compiled
def _person() -> QuerySet[Supporter]:
    own = Supporter.objects.filter(pk=Parameter("person", Supporter, "id"))
    return own.select_for_update(no_key=True, of=("self",)).select_related("user")


def lock_meeting(key: UUID) -> Meeting:
    """Inside a transaction."""
    return _meeting.get(meeting=key)


@Compiled
def _meeting() -> QuerySet[Meeting]:
    meeting = Meeting.objects.filter(pk=Parameter("meeting", Meeting, "key"))
    return meeting.select_for_update(no_key=True, of=("self",))


def lock_booking(booking: Booking) -> Booking:
    """The booking as it stands once its meeting's row is locked."""
    meeting = lock_meeting(booking.meeting_id)
    locked = Booking.objects.select_for_update(no_key=True, of=("self",)).select_related("supporter__user")
    found = locked.get(pk=booking.pk)
    found.meeting = meeting
    return found


def lock_feed_of(supporter: Supporter) -> CalendarFeed | None:
    return CalendarFeed.objects.select_for_update().filter(supporter=supporter).first()
