"""What supporters do who are asked to go along. All of it on a locked referral (`locks`): two never win one place."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, QuerySet, Value, When

from network.models import Supporter
from network.people.facts import FiledVisit
from portal import audit
from portal.compiled import Compiled, Parameter
from portal.dates import end_of_day, tokyo_day
from portal.mail import tell
from portal.places import lowest_free
from portal.refusals import allowed

from ..enums import LIVE_OFFER_STATES, OFFER_TRANSITIONS, OfferState, ReferralOutcome, ReferralState
from ..facts import accepting_facts, awaits_others, found_facts
from ..locks import lock_offer, lock_own_offer, lock_referral
from ..models import DeclaredConflict, Offer
from ..rules.offers import judge_accepting, judge_accompanied, judge_giving_back, judge_seeing
from .matching import offer_to_next
from .referring import end
from .states import put, settle


def accept(offer: Offer, *, now: datetime) -> Offer:
    """S4: the lowest free place; with the last one, nobody else is needed. Raises RefusedError."""
    with transaction.atomic():
        offer = lock_offer(offer)
        allowed(judge_accepting(accepting_facts(offer), now))
        referral = offer.referral
        places = list(Offer.objects.filter(referral=referral).won().values_list("place", flat=True))
        _answer(offer, OfferState.WON, now, by_id=offer.supporter.user_id, place=lowest_free(places))
        settle(referral, len(places) + 1, now=now)
        # Whom nobody needs any more was told already.
        tell(offer.supporter, offer, offer.state, now=now)
        raiser = referral.raised_by
        if referral.state == ReferralState.MATCHED and raiser not in (None, offer.supporter):
            tell(raiser, referral, f"{referral.state}:{offer.pk}", now=now)
    return offer


def decline(offer: Offer, *, never_again: bool, now: datetime) -> Offer:
    """S5: no reason is asked. Too late it changes nothing more, but who is never to be asked again is not."""
    with transaction.atomic():
        offer = lock_own_offer(offer)
        if never_again:
            _declare_conflict(offer)
        if OfferState.DECLINED in OFFER_TRANSITIONS[offer.state]:
            _answer(offer, OfferState.DECLINED, now, by_id=offer.supporter.user_id)
            offer_to_next(offer.referral_id, now=now)
    return offer


def give_back(offer: Offer, *, never_again: bool, now: datetime) -> Offer:
    """Somebody who was found can't go after all: the search goes on. Raises RefusedError."""
    with transaction.atomic():
        offer = lock_own_offer(offer)
        allowed(judge_giving_back(found_facts(offer)))
        if never_again:
            _declare_conflict(offer)
        _take_back(offer, by_id=offer.supporter.user_id, now=now)
    return offer


def withdraw_all_of(supporter: Supporter, *, by_id: int | None, now: datetime) -> None:
    """Whoever leaves the network is asked no more, and goes along with nobody."""
    with transaction.atomic():
        for known in Offer.objects.live().filter(supporter=supporter).order_by("referral_id"):
            offer = lock_offer(known)
            if offer.state in LIVE_OFFER_STATES and offer.referral.is_open:
                _take_back(offer, by_id=by_id, now=now)


def lapse_offers(now: datetime) -> None:
    """48 hours without an answer: the next one is asked. Each referral by itself."""
    due = Offer.objects.lapsing(now).order_by("referral_id").values_list("referral_id", flat=True).distinct()
    for referral_id in due:
        with transaction.atomic():
            referral = lock_referral(referral_id)
            for offer in Offer.objects.lapsing(now).filter(referral=referral).select_related("supporter"):
                offer.referral = referral
                put(offer, OfferState.LAPSED)
                _record("offer lapsed", offer, now, by_id=None)
                tell(offer.supporter, offer, OfferState.LAPSED, now=now)
                offer_to_next(referral_id, now=now)


def say_accompanied(offer: Offer, day: date, *, now: datetime) -> Offer:
    """When all who were found have gone along, the referral has reached its end. Raises RefusedError."""
    with transaction.atomic():
        offer = lock_offer(offer)
        allowed(judge_accompanied(found_facts(offer), day, tokyo_day(now)))
        _note_day(offer, day, now)
    return offer


def link_visit(supporter: Supporter, filed: FiledVisit, now: datetime) -> None:
    """Claiming for a visit says that one went along. In the transaction of the claim."""
    claimed = _offer_behind(supporter, filed) if _unclaimed.first(supporter=supporter.pk) else None
    if claimed is None:
        return
    with transaction.atomic():
        offer = lock_offer(claimed)
        offer.visit = filed.visit
        offer.save(update_fields=["visit"])
        _record("visit linked", offer, now, by_id=supporter.user_id, visit=filed.visit)
        if offer.accompanied_on is None and offer.state == OfferState.WON:
            _note_day(offer, filed.day, now)
        elif offer.accompanied_on != filed.day:
            # Claimed for anew, or corrected: the first word named another day.
            offer.accompanied_on = filed.day
            offer.save(update_fields=["accompanied_on"])


def unlink_visit(supporter: Supporter, visit: int, now: datetime) -> None:
    """They claim for it no more: it can be claimed for anew. That they went along stays true."""
    with transaction.atomic():
        for claimed in Offer.objects.filter(supporter=supporter, visit=visit):
            offer = lock_offer(claimed)
            offer.visit = None
            offer.save(update_fields=["visit"])
            _record("visit unlinked", offer, now, by_id=supporter.user_id, visit=visit)


def see_card(offer: Offer, *, now: datetime) -> Offer:
    """The whole card, and in the same transaction the line that tells who looked. Raises RefusedError."""
    with transaction.atomic():
        offer = lock_offer(offer)
        allowed(judge_seeing(found_facts(offer)))
        _record("referral card seen", offer, now, by_id=offer.supporter.user_id)
    return offer


def _take_back(offer: Offer, *, by_id: int | None, now: datetime) -> None:
    _answer(offer, OfferState.WITHDRAWN, now, by_id=by_id)
    referral = offer.referral
    found = Offer.objects.filter(referral=referral).won().count()
    if found and not awaits_others(offer):
        # The other one has gone along already: nobody is looked for any more.
        offer.referral = end(referral, ReferralOutcome.ACCOMPANIED, by_id=by_id, now=now)
        return
    settle(referral, found, now=now)
    offer_to_next(referral.pk, now=now)


def _answer(offer: Offer, state: OfferState, now: datetime, *, by_id: int | None, place: int | None = None) -> None:
    put(offer, state, place=place, answered_at=now)
    _record(f"offer {state}", offer, now, by_id=by_id)


def _declare_conflict(offer: Offer) -> None:
    consultee = offer.referral.consultee_code.consultee_id
    DeclaredConflict.objects.get_or_create(supporter=offer.supporter, consultee_id=consultee)


def _note_day(offer: Offer, day: date, now: datetime) -> None:
    offer.accompanied_on = day
    offer.save(update_fields=["accompanied_on"])
    by_id = offer.supporter.user_id
    _record("accompanied", offer, now, by_id=by_id)
    if offer.referral.is_open and not awaits_others(offer):
        offer.referral = end(offer.referral, ReferralOutcome.ACCOMPANIED, by_id=by_id, now=now)


@Compiled
def _unclaimed() -> QuerySet[Any, Any]:
    """Most claim for what they were not found for: of them no more is asked."""
    own = Offer.objects.won().filter(supporter_id=Parameter("supporter", Offer, "supporter"), visit=None)
    return own.values_list("pk")[:1]


def _offer_behind(supporter: Supporter, filed: FiledVisit) -> Offer | None:
    """Of several for the same person the one of that day, or else the first that was accepted by then."""
    same_day = Case(When(accompanied_on=filed.day, then=Value(0)), When(accompanied_on=None, then=Value(1)), default=2)
    own = Offer.objects.won().filter(supporter=supporter, visit=None, answered_at__lt=end_of_day(filed.day))
    same_person = own.filter(referral__consultee_code__consultee__codes=filed.consultee_code)
    return same_person.order_by(same_day, "answered_at", "pk").first()


def _record(verb: str, offer: Offer, now: datetime, *, by_id: int | None, **changes: int) -> None:
    known = {"offer": offer.pk, "supporter": offer.supporter_id, **changes}
    audit.record(verb, on=offer.referral, ref=str(offer.referral), now=now, actor_id=by_id, changes=known)
