"""From a supporter's offers to the facts of the rules, and to what other rooms are told of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Q
from wagtail import hooks

from network.models import Supporter
from network.people.facts import Accompaniment
from portal.dates import tokyo_day
from surveys.facts import companion

from ..enums import OPEN_REFERRAL_STATES, OfferState, ReferralOutcome, ReferralState
from ..models import Offer
from ..rules.offers import AcceptingFacts, FoundFacts

CLAIMED_WITHIN = timedelta(days=62)
"""So long an accompaniment is suggested for a claim; the claim itself has a month (C4)."""

UNREAD = ("referral__need", "referral__origin_wish", "referral__community", "referral__override_reason")
OPEN_REFERRAL = Q(referral__state__in=sorted(OPEN_REFERRAL_STATES))


def accepting_facts(offer: Offer) -> AcceptingFacts:
    """Two queries, or one for the experienced."""
    who = companion(offer.supporter)
    others = Offer.objects.filter(referral=offer.referral_id).won().exclude(pk=offer.pk)
    return AcceptingFacts(
        offer=offer.state,
        referral=offer.referral.state,
        open_until=offer.open_until,
        wanted=offer.referral.supporters_wanted,
        found=others.count(),
        has_left=who.has_left,
        is_experienced=who.is_experienced,
        is_qualified=who.is_qualified,
    )


def found_facts(offer: Offer) -> FoundFacts:
    answered = offer.answered_at
    return FoundFacts(
        offer=offer.state,
        referral=offer.referral.state,
        found_on=tokyo_day(answered) if answered else None,
        accompanied_on=offer.accompanied_on,
        has_left=offer.supporter.has_left,
    )


def current(supporter: Supporter, now: datetime) -> list[Offer]:
    """What waits for an answer, then what was accepted and is not through. Nothing sensitive is unlocked. One query."""
    waiting = Q(state=OfferState.OPEN, open_until__gt=now, referral__state=ReferralState.SEARCHING)
    found = Q(state=OfferState.WON, accompanied_on=None) & OPEN_REFERRAL
    if hooks.get_hooks("consultations_after_accompaniment"):
        # Then there is something left to do, also when the referral has ended.
        found |= Q(state=OfferState.WON, visit=None, accompanied_on__gte=tokyo_day(now - CLAIMED_WITHIN))
    own = Offer.objects.filter(waiting | found, supporter=supporter).select_related("referral").defer(*UNREAD)
    return sorted(own, key=lambda offer: (offer.state != OfferState.OPEN, offer.open_until, offer.pk))


def accompaniments(supporter: Supporter, now: datetime) -> list[Accompaniment]:
    """Those for which this supporter has not claimed yet, the newest first. Two queries."""
    if supporter.has_left:
        return []
    still_found = OPEN_REFERRAL & Q(accompanied_on=None)
    went = Q(accompanied_on__gte=tokyo_day(now - CLAIMED_WITHIN))
    # The office may be the first to say so.
    ended_well = Q(referral__outcome=ReferralOutcome.ACCOMPANIED, referral__ended_at__gte=now - CLAIMED_WITHIN)
    own = Offer.objects.won().filter(still_found | went | ended_well, supporter=supporter, visit=None)
    offers = list(own.order_by("-answered_at", "-pk").select_related("referral").defer(*UNREAD))
    spoken = spoken_by(supporter) if offers else []
    return [accompaniment(offer, spoken) for offer in offers]


def spoken_by(supporter: Supporter) -> list[str]:
    return list(supporter.languages_spoken.values_list("language", flat=True))


def accompaniment(offer: Offer, spoken: Collection[str]) -> Accompaniment:
    """`spoken`: the languages of the supporter."""
    referral = offer.referral
    return Accompaniment(
        reference=referral.reference,
        consultee_code=referral.consultee_code_id,
        prefecture=referral.prefecture,
        errand=referral.errand,
        field=referral.field,
        language=next((language for language in referral.languages if language in spoken), referral.languages[0]),
        day=offer.accompanied_on,
    )


def awaits_others(offer: Offer) -> bool:
    """Somebody else found for the same person hasn't said yet that they went."""
    others = Offer.objects.filter(referral=offer.referral_id, accompanied_on=None).won().exclude(pk=offer.pk)
    return others.exists()
