"""Whatever changes a referral or an offer of it locks the referral's row first, and judges again what the locked rows
say: two never win one place. A case's row (`hour`) is locked before its referral's, and a meeting's before both. On
whom something comes to hang, their row is first of all, as in joining two records, which go on from the people."""

from __future__ import annotations

from contextlib import suppress

from network.models import Supporter

from .models import Offer, Referral


def lock_person(pk: int) -> Supporter:
    """Inside a transaction."""
    return Supporter.objects.select_for_update(no_key=True, of=("self",)).get(pk=pk)


def lock_referral(pk: int) -> Referral:
    """Inside a transaction."""
    return Referral.objects.select_for_update(no_key=True, of=("self",)).get(pk=pk)


def lock_offer(offer: Offer) -> Offer:
    """The offer as it stands once its referral's row is locked."""
    referral = lock_referral(offer.referral_id)
    locked = Offer.objects.select_for_update(no_key=True, of=("self",)).select_related("supporter")
    found = locked.get(pk=offer.pk)
    found.referral = referral
    return found


def lock_own_offer(offer: Offer) -> Offer:
    """With its supporter before; whose record has become one with another meanwhile has it under that one."""
    with suppress(Supporter.DoesNotExist):
        lock_person(offer.supporter_id)
    return lock_offer(offer)
