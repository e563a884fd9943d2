"""Why a supporter can't accept, give back or report, in words that blame nobody."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..rules.offers import Reason

SENTENCES: dict[Reason, str | Promise] = {
    Reason.HAS_LEFT: _("You have left the network."),
    Reason.MAY_NOT_ACCOMPANY: _("To go along, you need experience of accompanying people, or the basic course."),
    Reason.REFERRAL_ENDED: _("Nobody is looked for here any more."),
    Reason.WITHDRAWN: _("You are not needed for this any more."),
    Reason.DECLINED: _("You have told us that you can't go. Thank you for your answer."),
    Reason.ALREADY_ACCEPTED: _("You have already said that you go along."),
    Reason.TAKEN: _("Somebody else answered a little earlier. Thank you all the same."),
    Reason.LAPSED: _("The time to answer is over, and somebody else is asked."),
    Reason.NOT_FOUND: _("You do not go along with this person, or not any more."),
    Reason.ALREADY_ACCOMPANIED: _("You have already told us that you went along."),
    Reason.DAY_TO_COME: _("This day has not come yet. Tell us after you have gone along."),
    Reason.DAY_BEFORE_MATCH: _("This is before %(day)s, the day on which you said that you go along."),
}
