"""Sentences for the reason codes of referrals and offers, which blame nobody, and for what speaks for somebody."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from network.people.enums import LanguageLevel
from portal.texts import sentences_of

from .rules.candidates import CandidateReason
from .rules.offers import Reason as OfferReason
from .rules.referring import Reason

OF_REFERRALS = {
    Reason.HAS_LEFT: _("Your registration has ended. The office can tell you how to come back."),
    Reason.NO_CONSENT: _(
        "Nobody is handed on without having agreed. Ask the person first, then write here on which day they agreed."
    ),
    Reason.CONSENT_TO_COME: _("This day is still to come. Write the day on which the person agreed."),
    Reason.OVERRIDE_NOT_ALLOWED: _(
        "Only a coordinator or the facilitator of the session can do this without the person's agreement. "
        "Call the office."
    ),
    Reason.NO_LANGUAGE: _("Choose a language."),
    Reason.NO_COMMUNITY: _("Choose which community is meant."),
    Reason.ALREADY_REFERRED: _("This case has been handed on already. There is no need to do it again."),
    Reason.WRONG_STATE: _("This referral has changed meanwhile, so this is no longer possible. Look at it again."),
    Reason.TOO_MANY_FOUND: _("Two supporters are found already. Leave the number at two, or close the referral."),
}
sentences = sentences_of(OF_REFERRALS)

OF_OFFERS = {
    OfferReason.HAS_LEFT: _("You have left the network."),
    OfferReason.MAY_NOT_ACCOMPANY: _("To go along, you need experience of accompanying people, or the basic course."),
    OfferReason.REFERRAL_ENDED: _("Nobody is looked for here any more."),
    OfferReason.WITHDRAWN: _("You are not needed for this any more."),
    OfferReason.DECLINED: _("You have told us that you can't go. Thank you for your answer."),
    OfferReason.ALREADY_ACCEPTED: _("You have already said that you go along."),
    OfferReason.TAKEN: _("Somebody else answered a little earlier. Thank you all the same."),
    OfferReason.LAPSED: _("The time to answer is over, and somebody else is asked."),
    OfferReason.NOT_FOUND: _("You do not go along with this person, or not any more."),
    OfferReason.ALREADY_ACCOMPANIED: _("You have already told us that you went along."),
    OfferReason.DAY_TO_COME: _("This day has not come yet. Tell us after you have gone along."),
    OfferReason.DAY_BEFORE_MATCH: _("This is before %(day)s, the day on which you said that you go along."),
}

SPEAKS_FOR = {
    CandidateReason.SAME_PREFECTURE: _("In the same prefecture"),
    CandidateReason.NEIGHBOURING_PREFECTURE: _("In a neighbouring prefecture"),
    CandidateReason.FAR_AWAY: _("Farther away"),
    CandidateReason.OF_THE_COMMUNITY: _("Of the community that is wished for"),
    CandidateReason.NOT_OF_THE_COMMUNITY: _("Of another community"),
    CandidateReason.COMMUNITY_UNKNOWN: _("Has not said which community"),
    CandidateReason.GOES_THERE: _("Goes along to such places"),
    CandidateReason.MOTHER_TONGUE: LanguageLevel.MOTHER_TONGUE.label,
    CandidateReason.FLUENT: LanguageLevel.FLUENT.label,
    CandidateReason.EVERYDAY: LanguageLevel.EVERYDAY.label,
    CandidateReason.FREE: _("Is not asked for anything else now"),
    CandidateReason.BUSY: _("Is asked or found for something else too"),
    CandidateReason.RAISED_IT: _("Asked for this referral"),
}
