from __future__ import annotations

from django import template
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from network.models import User
from network.people.facts import supporter_of

from ..bookings.enums import TAKING_PART_STATES
from ..bookings.facts import facts_of_booking, facts_of_facilitator
from ..bookings.models import Booking
from ..bookings.rules.door import JoiningDecision, JoiningReason, judge_joining
from ..meetings.models import Meeting

register = template.Library()


@register.simple_tag
def joining(booking: Booking) -> JoiningDecision:
    return judge_joining(facts_of_booking(booking), timezone.now())


@register.filter
def is_accepted(booking: Booking) -> bool:
    """S3: place and online room are told to those alone."""
    has_a_place = booking.state in TAKING_PART_STATES and not booking.supporter.has_left
    return has_a_place and not booking.meeting.is_cancelled


@register.simple_tag
def joining_as_facilitator(meeting: Meeting, user: User | AnonymousUser) -> JoiningDecision | None:
    """None for who doesn't lead it, coordinators among them."""
    supporter = supporter_of(user)
    if supporter is None:
        return None
    decision = judge_joining(facts_of_facilitator(meeting, supporter), timezone.now())
    return None if JoiningReason.NOT_CONFIRMED in decision.reasons else decision
