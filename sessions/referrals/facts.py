"""Supporters who could be asked for a referral, in three queries however many are registered (S5), and the offers of
who was asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Case, IntegerField, Max, Q, QuerySet, Value, When
from wagtail import hooks

from network.models import Supporter
from network.people.facts import Accompaniment
from portal.compiled import Compiled, Parameter
from portal.dates import tokyo_day
from surveys.facts import companion, who_may_accompany

from .enums import OPEN_REFERRAL_STATES, OfferState, OriginWish, ReferralOutcome, ReferralState
from .models import DeclaredConflict, Offer, Referral
from .rules.candidates import FAR, LEVELS, NEIGHBOURING, NEIGHBOURS, SAME, CandidateFacts, Ranked, rank
from .rules.offers import AcceptingFacts, FoundFacts

LOOKED_AT = 200
"""The nearest and most fluent ones. Only theirs is unlocked what they told of their communities."""

LOOKED_AT_BY_ORIGIN = 400
"""Where a wish for the origin may leave out many of them."""


def candidates(referral: Referral) -> list[Ranked]:
    """The best first."""
    minds_origin = referral.origin_wish != OriginWish.NO_MATTER
    levels = _levels(referral, LOOKED_AT_BY_ORIGIN if minds_origin else LOOKED_AT)
    return rank(referral, _facts(referral, levels, minds_origin=minds_origin))


def askable(referral: Referral) -> QuerySet[Supporter]:
    """Registered, able to sign in, experienced or qualified (C2), not asked for this one, and without a conflict.

    Whose answer came too late may be asked again: somebody who was found can give it back.
    """
    asked = Offer.objects.filter(referral=referral).exclude(state=OfferState.TAKEN).values("supporter")
    in_conflict = DeclaredConflict.objects.filter(consultee__codes=referral.consultee_code_id).values("supporter")
    return (
        Supporter.objects.registered()
        .filter(user__is_active=True)
        .filter(who_may_accompany())
        .exclude(pk__in=asked)
        .exclude(pk__in=in_conflict)
    )


def _levels(referral: Referral, most: int) -> dict[int, str]:
    """Who speaks one of the languages, and how well at best: the nearest, then the most fluent ones first."""
    spoken = askable(referral).filter(languages_spoken__language__in=referral.languages)
    level = Case(
        *[When(languages_spoken__level=name, then=Value(worth)) for name, worth in LEVELS.items()],
        output_field=IntegerField(),
    )
    nearness = Case(
        When(prefecture=referral.prefecture, then=Value(SAME)),
        When(prefecture__in=sorted(NEIGHBOURS[referral.prefecture]), then=Value(NEIGHBOURING)),
        default=Value(FAR),
        output_field=IntegerField(),
    )
    ranked = spoken.values("pk").annotate(nearness=nearness, level=Max(level)).order_by("-nearness", "-level", "pk")
    names = {worth: name for name, worth in LEVELS.items()}
    return {pk: names[worth] for pk, worth in ranked.values_list("pk", "level")[:most]}


def _facts(referral: Referral, levels: dict[int, str], *, minds_origin: bool) -> list[CandidateFacts]:
    known = Supporter.objects.filter(pk__in=levels).values_list(
        "pk", "prefecture", "errands", *(["communities"] if minds_origin else [])
    )
    # What each is asked for, or found for and not yet through with.
    found = Q(state=OfferState.WON, accompanied_on=None, referral__state__in=sorted(OPEN_REFERRAL_STATES))
    busy = Offer.objects.filter(Q(state=OfferState.OPEN) | found, supporter__in=levels)
    loads = Counter(busy.values_list("supporter_id", flat=True))
    return [
        CandidateFacts(
            supporter_id=pk,
            level=levels[pk],
            prefecture=prefecture,
            errands=frozenset(errands),
            communities=frozenset(told[0] or ()) if told else frozenset(),
            load=loads[pk],
            raised_it=pk == referral.raised_by_id,
        )
        for pk, prefecture, errands, *told in known
    ]


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
    own = _current.all(supporter=supporter.pk, now=now, claimed_since=tokyo_day(now - CLAIMED_WITHIN))
    return sorted(own, key=lambda offer: (offer.state != OfferState.OPEN, offer.open_until, offer.pk))


@Compiled
def _current() -> QuerySet[Offer]:
    now = Parameter("now", Offer, "open_until")
    waiting = Q(state=OfferState.OPEN, open_until__gt=now, referral__state=ReferralState.SEARCHING)
    found = Q(state=OfferState.WON, accompanied_on=None) & OPEN_REFERRAL
    if hooks.get_hooks("consultations_after_accompaniment"):
        # Then there is something left to do, also when the referral has ended.
        claimed_since = Parameter("claimed_since", Offer, "accompanied_on")
        found |= Q(state=OfferState.WON, visit=None, accompanied_on__gte=claimed_since)
    own = Offer.objects.filter(waiting | found, supporter_id=Parameter("supporter", Offer, "supporter"))
    return own.select_related("referral").defer(*UNREAD)


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
