"""Supporters who could be asked for a referral, in three queries, however many are registered (S5)."""

from __future__ import annotations

from collections import Counter

from django.db.models import Case, IntegerField, Max, Q, QuerySet, Value, When

from network.models import Supporter
from surveys.facts import who_may_accompany

from ..enums import OPEN_REFERRAL_STATES, OfferState, OriginWish
from ..models import DeclaredConflict, Offer, Referral
from ..rules.candidates import FAR, LEVELS, NEIGHBOURING, NEIGHBOURS, SAME, CandidateFacts, Ranked, rank

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
