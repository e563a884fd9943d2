"""Slots of a consultee (C6) and places of a visit (C7): the lowest free one is taken, what ends gives its own back."""

from __future__ import annotations

from collections.abc import Iterable

from network.models import Programme

from ..enums import LIVE_STATES, ClaimState
from ..models import Claim, Visit


def free_slot(programme: Programme, consultee_id: int) -> int:
    return lowest_free(Visit.objects.counted(programme, consultee_id).values_list("slot", flat=True))


def free_place(visit: Visit) -> int:
    return lowest_free(visit.claims.live().values_list("place", flat=True))


def end(claim: Claim, state: ClaimState) -> None:
    """Give the place back, and the visit's slot when nobody claims for it any more."""
    assert state not in LIVE_STATES
    claim.state, claim.place = state, None
    claim.save(update_fields=["state", "place"])
    visit = claim.visit
    if not visit.claims.live().exists():
        visit.is_live, visit.slot, visit.over_limit = False, None, False
        visit.save(update_fields=["is_live", "slot", "over_limit"])


def lowest_free(taken: Iterable[int | None]) -> int:
    known = set(taken)
    return next(number for number in range(1, len(known) + 2) if number not in known)
