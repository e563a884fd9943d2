"""Closed lists about referrals and their offers, and which state may follow which."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Urgency(TextChoices):
    DAYS = "days", _("Within three days")
    FORTNIGHT = "fortnight", _("Within two weeks")
    NO_HURRY = "no_hurry", _("No hurry")


class OriginWish(TextChoices):
    """S5: the same origin can be wished for, and refused."""

    WANTED = "wanted", _("From this community, if possible")
    NOT_WANTED = "not_wanted", _("Not from this community")
    NO_MATTER = "no_matter", _("It does not matter")


class ReferralState(TextChoices):
    RAISED = "raised", _("Waits for the coordinator")
    SEARCHING = "searching", _("Supporters are being asked")
    MATCHED = "matched", _("Supporters are found")
    CLOSED = "closed", _("Closed")
    REVOKED = "revoked", _("Taken back")


REFERRAL_TRANSITIONS: dict[str, frozenset[str]] = {
    ReferralState.RAISED: frozenset({ReferralState.SEARCHING, ReferralState.CLOSED, ReferralState.REVOKED}),
    ReferralState.SEARCHING: frozenset({ReferralState.MATCHED, ReferralState.CLOSED, ReferralState.REVOKED}),
    # Somebody who was found may have to give it back.
    ReferralState.MATCHED: frozenset({ReferralState.SEARCHING, ReferralState.CLOSED, ReferralState.REVOKED}),
    ReferralState.CLOSED: frozenset(),
    ReferralState.REVOKED: frozenset(),
}
OPEN_REFERRAL_STATES = frozenset(state for state in ReferralState if REFERRAL_TRANSITIONS[state])


class ReferralOutcome(TextChoices):
    """How a referral ended."""

    ACCOMPANIED = "accompanied", _("Accompanied")
    NOBODY_FOUND = "nobody_found", _("Nobody could be found")
    NO_LONGER_NEEDED = "no_longer_needed", _("No longer needed")


class OfferState(TextChoices):
    """What became of asking one supporter."""

    OPEN = "open", _("Waits for an answer")
    WON = "won", _("Accepted")
    TAKEN = "taken", _("Somebody else was first")
    DECLINED = "declined", _("Declined")
    LAPSED = "lapsed", _("Not answered in time")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OFFER_TRANSITIONS: dict[str, frozenset[str]] = {
    OfferState.OPEN: frozenset(
        {OfferState.WON, OfferState.TAKEN, OfferState.DECLINED, OfferState.LAPSED, OfferState.WITHDRAWN}
    ),
    # Given back, or nobody is to go along any more.
    OfferState.WON: frozenset({OfferState.WITHDRAWN}),
    OfferState.TAKEN: frozenset(),
    OfferState.DECLINED: frozenset(),
    OfferState.LAPSED: frozenset(),
    OfferState.WITHDRAWN: frozenset(),
}
LIVE_OFFER_STATES = frozenset(state for state in OfferState if OFFER_TRANSITIONS[state])


class MatchTime(TextChoices):
    """How long it took until supporters were found."""

    SOON = "soon", _("Within 2 days")
    WITHIN_A_WEEK = "within_a_week", _("Within 7 days")
    LATER = "later", _("After more than 7 days")
    NOT_YET = "not_yet", _("Not found, or not yet")
