"""What the rule at the door asks of who comes in."""

from __future__ import annotations

from network.models import Supporter

from ...meetings.enums import Mode
from ...meetings.models import Meeting
from ..enums import TAKING_PART_STATES
from ..models import Booking
from ..rules.door import JoiningFacts


def facts_of_booking(booking: Booking) -> JoiningFacts:
    return _facts(booking.meeting, booking.supporter, is_confirmed=booking.state in TAKING_PART_STATES)


def facts_of_facilitator(meeting: Meeting, supporter: Supporter) -> JoiningFacts:
    """Named on it, or on its cohort, at this moment."""
    is_named = Meeting.objects.facilitated_by(supporter).filter(pk=meeting.pk).exists()
    return _facts(meeting, supporter, is_confirmed=is_named)


def _facts(meeting: Meeting, supporter: Supporter, *, is_confirmed: bool) -> JoiningFacts:
    return JoiningFacts(
        has_left=supporter.has_left,
        is_confirmed=is_confirmed,
        is_cancelled=meeting.is_cancelled,
        is_online=meeting.mode != Mode.PLACE,
        has_link=bool(meeting.join_link),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
    )
