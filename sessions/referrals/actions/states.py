"""The state of a referral, and of each of its offers, changes only here. All of it on a locked referral (`locks`)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from portal.mail import tell
from portal.refusals import allowed

from ..enums import OFFER_TRANSITIONS, OPEN_REFERRAL_STATES, OfferState, ReferralState
from ..models import Offer, Referral
from ..rules.referring import judge_step, state_with


def move(referral: Referral, state: ReferralState, *, now: datetime, outcome: str = "") -> None:
    """Raises RefusedError."""
    allowed(judge_step(referral.state, state))
    referral.state = state
    if state in OPEN_REFERRAL_STATES:
        referral.matched_at = now if state == ReferralState.MATCHED else None
    else:
        referral.outcome, referral.ended_at = outcome, now
    referral.save(update_fields=["state", "matched_at", "outcome", "ended_at"])


def settle(referral: Referral, found: int, *, now: datetime) -> None:
    """Into the state that goes with so many found."""
    state = state_with(referral.state, found=found, wanted=referral.supporters_wanted)
    if state == referral.state:
        return
    move(referral, state, now=now)
    if state == ReferralState.MATCHED:
        release(referral, [OfferState.OPEN], OfferState.TAKEN, now=now)


def release(referral: Referral, states: Collection[OfferState], to: OfferState, *, now: datetime) -> None:
    """Who is in one of these states is needed no more, and hears so."""
    for offer in Offer.objects.filter(referral=referral, state__in=sorted(states)).select_related("supporter"):
        put(offer, to)
        tell(offer.supporter, offer, to, now=now)


def put(offer: Offer, state: OfferState, *, place: int | None = None, answered_at: datetime | None = None) -> None:
    """`answered_at`: only where it is the supporter's own answer; an earlier one stays."""
    assert state in OFFER_TRANSITIONS[offer.state]
    offer.state, offer.place, offer.answered_at = state, place, answered_at or offer.answered_at
    offer.save(update_fields=["state", "place", "answered_at"])
