from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser
from django.template.context import RequestContext
from django.utils import timezone

from network.models import User
from network.people.facts import supporter_of
from portal import structure

from ..bookings.facts import facts_of_booking, facts_of_facilitator
from ..bookings.models import Booking
from ..bookings.rules.door import JoiningDecision, JoiningReason, judge_joining
from ..meetings import facts
from ..meetings.models import ConsultationIndexPage, Meeting
from ..meetings.texts import called, language_names, period

register = template.Library()
register.filter("called", called)
register.filter("language_names", language_names)
register.filter("period", period)
register.simple_tag(facts.meeting_of)


@register.filter
def is_over(meeting: Meeting) -> bool:
    structure.changes_at(meeting.ends_at)
    return timezone.now() >= meeting.ends_at


@register.filter
def is_coming(meeting: Meeting) -> bool:
    return not meeting.is_cancelled and not is_over(meeting)


@register.simple_tag(takes_context=True)
def announced_sessions(context: RequestContext, page: ConsultationIndexPage) -> dict[str, Any]:
    """Those to come, a page of those that were, and how many the year is to have."""
    now, language = timezone.now(), page.locale.language_code
    structure.changes_at(facts.next_end(now))
    return {
        "coming": facts.coming(language, now),
        "past": facts.past(language, now, context["request"].GET.get("page", "")),
        "year": facts.planned_year(now),
    }


@register.filter
def last_moment(instant: datetime) -> datetime:
    """Of a half-open time: 24:00 is said as 23:59 of the day that ends then (P6)."""
    return instant - timedelta(minutes=1)


@register.simple_tag
def joining(booking: Booking) -> JoiningDecision:
    """S3: with it, whether place and online room are told at all."""
    return judge_joining(facts_of_booking(booking), timezone.now())


@register.simple_tag
def joining_as_facilitator(meeting: Meeting, user: User | AnonymousUser) -> JoiningDecision | None:
    """None for who doesn't lead it, coordinators among them."""
    supporter = supporter_of(user)
    if supporter is None:
        return None
    decision = judge_joining(facts_of_facilitator(meeting, supporter), timezone.now())
    return None if JoiningReason.NOT_CONFIRMED in decision.reasons else decision
