"""Everything that takes or frees a seat locks the meeting's row first, and judges again what the locked rows say;
likewise a referral's places. Who holds both locks took the meeting's first."""

from __future__ import annotations

from .models import Referral


def lock_referral(referral: Referral) -> Referral:
    return Referral.objects.select_for_update(no_key=True, of=("self",)).get(pk=referral.pk)
