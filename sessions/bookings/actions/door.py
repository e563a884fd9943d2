"""Through the portal's own address to the meeting (S3). Each passage is judged anew, on locked rows.

What these give back is the only way in which the stored link leaves the portal.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from network.models import Supporter
from portal import audit
from portal.refusals import allowed

from ...meetings.models import Meeting
from ..enums import BookingState
from ..facts import facts_of_booking, facts_of_facilitator
from ..locks import lock_booking, lock_meeting
from ..models import Booking, Joining
from ..rules.door import judge_joining
from .seats import put

# D5: the join log.
LOG_KEPT_FOR = timedelta(days=365)


def join(booking: Booking, *, now: datetime) -> str:
    """The link, for this booking's own person; whoever goes through it has attended. Raises RefusedError."""
    with transaction.atomic():
        booking = lock_booking(booking)
        allowed(judge_joining(facts_of_booking(booking), now))
        Joining.objects.create(booking=booking, at=now)
        if booking.state != BookingState.ATTENDED:
            own, changes = booking.supporter.user_id, {"before": booking.state, "state": BookingState.ATTENDED}
            put(booking, BookingState.ATTENDED, now=now)
            audit.record("joined", on=booking, ref=str(booking), now=now, actor_id=own, changes=changes)
    return booking.meeting.join_link


def join_as_facilitator(meeting: Meeting, supporter: Supporter, *, now: datetime) -> str:
    """Who runs a meeting goes in without a booking. Raises RefusedError."""
    with transaction.atomic():
        meeting = lock_meeting(meeting.pk)
        allowed(judge_joining(facts_of_facilitator(meeting, supporter), now))
        audit.record("joined as facilitator", on=meeting, ref=str(meeting.pk), now=now, actor_id=supporter.user_id)
    return meeting.join_link


def forget_joinings(now: datetime) -> None:
    """D5: after a year nobody needs to know when somebody came in."""
    Joining.objects.filter(at__lt=now - LOG_KEPT_FOR).delete()
