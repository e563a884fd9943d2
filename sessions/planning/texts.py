"""How a session stands, in a word; and sentences for the reason codes of planning, with the way out."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from portal.texts import sentences_of

from ..meetings.models import Meeting
from .rules import Reason

SENTENCES = {
    Reason.IS_CANCELLED: _("This session is cancelled. Copy it to plan another one."),
    Reason.HAS_STARTED: _("This session has begun or is over. What was held stays as it was."),
    Reason.ENDS_BEFORE_START: _(
        "It ends before it begins. Check the times. If it goes past midnight, give the day on which it ends."
    ),
    Reason.OVER_TWELVE_HOURS: _("It lasts longer than 12 hours. Check the times and the day on which it ends."),
    Reason.STARTS_IN_THE_PAST: _("It begins in the past. Check date and time."),
    Reason.NOT_MOVED: _("These are the times it has already. Type the new ones."),
    Reason.OTHER_FISCAL_YEAR: _(
        "It would fall into another fiscal year than the one that is announced. Cancel it, and plan a copy."
    ),
    Reason.NUMBER_TAKEN: _("Another session has this number. Leave the number empty for the next free one."),
    Reason.COHORT_MISSING: _("A workshop belongs to a cohort. Choose which."),
    Reason.TITLE_MISSING: _("A workshop needs a title."),
    Reason.NO_SEATS: _("There is no seat. Give at least one, for helpers or for learners."),
    Reason.SIGN_UP_ENDS_BEFORE_IT_OPENS: _("Sign-up ends before it begins. Check its first and last day."),
    Reason.SIGN_UP_ENDS_AFTER_START: _("Sign-up ends after the session begins. Choose an earlier last day."),
    Reason.HELPERS_LOSE_SEATS: _(
        "More helpers than that have a seat. Keep the seats, or choose below who loses theirs."
    ),
    Reason.LEARNERS_LOSE_SEATS: _(
        "More learners than that have a seat. Keep the seats, or choose below who loses theirs."
    ),
    Reason.IS_WORKSHOP: _("A workshop is not announced to the public: its members see it on their pages."),
    Reason.IS_ANNOUNCED: _("This session is announced already, in all languages."),
    Reason.ANNOUNCED_AFTER_START: _("The session would have begun by then. Choose an earlier time."),
    Reason.NO_INDEX_PAGE: _("The page that lists the sessions is missing. An editor has to publish it first."),
}
sentences = sentences_of(SENTENCES)


def state_in_words(meeting: Meeting, now: datetime) -> str:
    """Of a meeting `for_desk`."""
    if meeting.is_cancelled:
        return pgettext("state of a session", "Cancelled")
    if meeting.ends_at <= now:
        return pgettext("state of a session", "Over")
    if meeting.has_live_page:  # type: ignore[attr-defined]  # annotated
        return pgettext("state of a session", "Announced")
    if meeting.has_some_page:  # type: ignore[attr-defined]  # annotated
        return pgettext("state of a session", "To be announced")
    return pgettext("state of a session", "Planned")
