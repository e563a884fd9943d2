"""Sentences for the reason codes of cases and of the hour, each with its way out."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.refusals import Decision
from portal.templatetags.portal_tags import moment
from portal.texts import say, sentences_of

from ..meetings.rules import Hour
from .rules import CaseReason, TapReason, closes_at, opens_at

OF_CASES: dict[CaseReason, str | Promise] = {
    CaseReason.HAS_LEFT: _("You have left the network. To come back, please call the office."),
    CaseReason.NOT_A_CONSULTATION: _("Cases are brought to consultation sessions, not to workshops."),
    CaseReason.CANCELLED: _("This session is cancelled. You can bring the case to another one."),
    CaseReason.NOT_CONFIRMED: _("Only people with a confirmed place bring cases. As soon as you have one, come back."),
    CaseReason.HAS_BEGUN: _("The session has begun. Tell the facilitator, or bring the case to the next one."),
    CaseReason.HAS_REFERRAL: _("The case has been handed on to accompaniment. Please call the office."),
}
case_sentences = sentences_of(OF_CASES)
OF_TAPS: dict[TapReason, str | Promise] = {
    TapReason.CANCELLED: _("This meeting is cancelled."),
    TapReason.NOT_TAKING_PART: _("This person has no confirmed place any more. Load the page again."),
    TapReason.TOO_EARLY: _("The buttons appear 30 minutes before the start: %(opens)s."),
    TapReason.NOT_OVER: _("You can finish when the meeting is over: %(ends)s."),
    TapReason.TOO_LATE: _("The buttons were there until %(closes)s. For a correction, call the office."),
}


def tap_sentences(decision: Decision, hour: Hour) -> list[str]:
    opens, ends, closes = moment(opens_at(hour)), moment(hour.ends_at), moment(closes_at(hour))
    return say(decision.reasons, OF_TAPS, opens=opens, ends=ends, closes=closes)
