"""Which claims rest on experience or a qualification."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from network.people.facts import Resting

from .enums import LIVE_STATES, ClaimState


def rows() -> dict[str, Resting]:
    return {"claims.Claim.supporter": let_in_or_approved}


def let_in_or_approved(since: datetime) -> Q:
    """C2 is tested at filing. An approved claim is itself confirmed experience, whenever it was filed (R5)."""
    return Q(state__in=sorted(LIVE_STATES), filed_at__gte=since) | Q(state=ClaimState.APPROVED)
