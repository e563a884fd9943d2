"""How a meeting is named, and when and in which languages it is, in the active language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.people.enums import SpokenLanguage
from portal.dates import tokyo_day
from portal.templatetags.portal_tags import clock, day, moment

from .enums import MeetingKind
from .models import Meeting


def called(meeting: Meeting) -> str:
    if meeting.kind == MeetingKind.WORKSHOP:
        return str(meeting.title)
    # Translators: the name of one session
    said = _("Consultation session %(number)s, fiscal %(year)s")
    return said % {"number": meeting.number, "year": meeting.fiscal_year}


def period(meeting: Meeting) -> str:
    """From when until when, in Tokyo; past midnight with the day on which it ends."""
    is_one_day = tokyo_day(meeting.starts_at) == tokyo_day(meeting.ends_at)
    until = clock(meeting.ends_at) if is_one_day else moment(meeting.ends_at)
    # Translators: a day with weekday, and two times
    said = pgettext("a period", "%(day)s, %(from)s – %(until)s")
    words = said % {"day": day(meeting.starts_at), "from": clock(meeting.starts_at), "until": until}
    return words.replace(" – ", "\u00a0–\u00a0")  # the two times stay on one line


def language_names(meeting: Meeting) -> str:
    # Translators: what stands between the names of languages
    return pgettext("a list", ", ").join(str(SpokenLanguage(code).label) for code in meeting.languages)
