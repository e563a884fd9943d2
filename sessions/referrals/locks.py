"""Whatever changes a referral or an offer of it locks the referral's row first, and judges again what the locked rows
say: two never win one place. A case's row (`hour`) is locked before its referral's, and a meeting's before both."""

from __future__ import annotations

from .models import Offer, Referral


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
