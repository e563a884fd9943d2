"""Asking supporters whether they could go along. All of it on a locked referral (`locks`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from network.models import Supporter
from portal import audit
from portal.mail import tell
from portal.refusals import allowed

from ..enums import OfferState, Urgency
from ..facts import askable, candidates
from ..locks import lock_referral
from ..models import Offer, Referral
from ..rules.referring import ANSWER_WITHIN, asks_one_more, judge_change, judge_offering
from .states import settle


def offer(referral: Referral, supporters: Sequence[Supporter], *, by_id: int | None, now: datetime) -> list[Offer]:
    """Ask these. Who has been asked meanwhile, or can't be any more, is left out. Raises RefusedError."""
    with transaction.atomic():
        referral = lock_referral(referral.pk)
        allowed(judge_offering(referral.state))
        still = {
            supporter.pk: supporter for supporter in askable(referral).filter(pk__in=[one.pk for one in supporters])
        }
        chosen = [still[pk] for pk in dict.fromkeys(one.pk for one in supporters) if pk in still]
        return [_ask(referral, supporter, by_id, now) for supporter in chosen]


def offer_to_next(referral_id: int, *, now: datetime) -> Offer | None:
    """The best of those not asked yet, in place of who has declined or not answered; None: nobody is asked."""
    with transaction.atomic():
        referral = lock_referral(referral_id)
        offers = Offer.objects.filter(referral=referral)
        wanted, found, waiting = referral.supporters_wanted, offers.won().count(), offers.waiting().count()
        if not asks_one_more(referral.state, wanted=wanted, found=found, waiting=waiting):
            return None
        best = next(iter(candidates(referral)), None)
        if best is None:
            return None
        return _ask(referral, Supporter.objects.get(pk=best.facts.supporter_id), None, now)


def change(referral: Referral, *, supporters_wanted: int, urgency: str, by_id: int | None, now: datetime) -> Referral:
    """Another number may mean that the search is over, or begins again. Raises RefusedError."""
    with transaction.atomic():
        referral = lock_referral(referral.pk)
        found = Offer.objects.filter(referral=referral).won().count()
        allowed(judge_change(is_open=referral.is_open, found=found, wanted=supporters_wanted))
        before = {"supporters_wanted": referral.supporters_wanted, "urgency": referral.urgency}
        referral.supporters_wanted, referral.urgency = supporters_wanted, Urgency(urgency)
        referral.save(update_fields=["supporters_wanted", "urgency"])
        settle(referral, found, now=now)
        after = {"supporters_wanted": supporters_wanted, "urgency": urgency}
        changes = {"before": before, "after": after}
        audit.record("referral changed", on=referral, ref=str(referral), now=now, actor_id=by_id, changes=changes)
    return referral


def _ask(referral: Referral, supporter: Supporter, by_id: int | None, now: datetime) -> Offer:
    made = Offer.objects.create(
        referral=referral,
        supporter=supporter,
        state=OfferState.OPEN,
        offered_at=now,
        open_until=now + ANSWER_WITHIN,
    )
    changes = {"offer": made.pk, "supporter": supporter.pk}
    audit.record("referral offered", on=referral, ref=str(referral), now=now, actor_id=by_id, changes=changes)
    tell(supporter, made, OfferState.OPEN, now=now)
    return made
