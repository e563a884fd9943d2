from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils import timezone
from django.utils.translation import pgettext

from network.people.enums import SpokenLanguage
from portal.dates import tokyo_day
from portal.templatetags.portal_tags import clock, day, moment

from ..meetings import facts as announced
from ..meetings.models import ConsultationIndexPage, ConsultationPage, Meeting

register = template.Library()


@register.filter
def called(meeting: Meeting) -> str:
    """The name of a meeting, in the active language."""
    return announced.called(meeting)


@register.filter
def period(meeting: Meeting) -> str:
    """From when until when, in Tokyo; past midnight with the day on which it ends."""
    is_one_day = tokyo_day(meeting.starts_at) == tokyo_day(meeting.ends_at)
    until = clock(meeting.ends_at) if is_one_day else moment(meeting.ends_at)
    # Translators: a day with weekday, and two times
    said = pgettext("a period", "%(day)s, %(from)s – %(until)s")
    words = said % {"day": day(meeting.starts_at), "from": clock(meeting.starts_at), "until": until}
    return words.replace(" – ", "\u00a0–\u00a0")  # the two times stay on one line


@register.filter
def is_over(meeting: Meeting) -> bool:
    return timezone.now() >= meeting.ends_at


@register.filter
def is_coming(meeting: Meeting) -> bool:
    return not meeting.is_cancelled and not is_over(meeting)


@register.simple_tag
def meeting_of(page: ConsultationPage) -> Meeting | None:
    """The one that this page announces."""
    return announced.meeting_of(page)


@register.simple_tag(takes_context=True)
def announced_sessions(context: RequestContext, page: ConsultationIndexPage) -> dict[str, Any]:
    """Those to come, a page of those that were, and how many the year is to have."""
    now, language = timezone.now(), page.locale.language_code
    return {
        "coming": announced.coming(language, now),
        "past": announced.past(language, now, context["request"].GET.get("page", "")),
        "year": announced.year_in_words(now),
    }


@register.filter
def language_names(meeting: Meeting) -> str:
    # Translators: what stands between the names of languages
    return pgettext("a list", ", ").join(str(SpokenLanguage(code).label) for code in meeting.languages)


@register.filter
def last_moment(instant: datetime) -> datetime:
    """Of a half-open time: 24:00 is said as 23:59 of the day that ends then (P6)."""
    return instant - timedelta(minutes=1)
