"""Slots of a consultee (C6) and places of a visit (C7): the lowest free one is taken, what ends gives its own back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from network.models import Programme

from ..enums import LIVE_STATES, ClaimState, DecisionVerb
from ..facts import programme_facts, programme_for, times_of
from ..models import Claim, Visit
from ..rules import day_of_visit
from .history import remember


def free_slot(programme: Programme, consultee_id: int) -> int:
    return lowest_free(Visit.objects.counted(programme, consultee_id).values_list("slot", flat=True))


def free_place(visit: Visit) -> int:
    return lowest_free(visit.claims.live().values_list("place", flat=True))


def end(claim: Claim, state: ClaimState, now: datetime) -> None:
    """Give the place back, and the visit's slot when nobody claims for it any more."""
    assert state not in LIVE_STATES
    claim.state, claim.place, claim.leads_visit = state, None, False
    claim.save(update_fields=["state", "place", "leads_visit"])
    settle(claim.visit, now)


def settle(visit: Visit, now: datetime) -> None:
    """What a visit is after one of its claims came, changed or went. Its row is locked."""
    claims = list(visit.claims.live().order_by("pk"))
    if claims:
        _move_to_day(visit, _day(claims))
        _have_one_lead(claims)
        _release(claims, now)
    else:
        visit.is_live, visit.slot, visit.over_limit = False, None, False
    visit.save(update_fields=["is_live", "slot", "slot_limit", "over_limit", "day", "programme"])


def _move_to_day(visit: Visit, day: date) -> None:
    """P1: the day picks the programme, where the visit then takes a slot (C6)."""
    visit.day = day
    programme = programme_for(day)
    if programme is None or programme == visit.programme or not programme_facts(programme).covers(day):
        return
    slot, limit = free_slot(programme, visit.consultee_id), programme.visits_per_consultee
    visit.programme, visit.slot_limit, visit.over_limit = programme, limit, slot > limit
    visit.slot = slot if slot <= limit else None


def _day(claims: Sequence[Claim]) -> date:
    """Of the earliest start."""
    returned = [times_of(claim) for claim in claims if claim.state == ClaimState.RETURNED]
    return day_of_visit([times_of(claim) for claim in claims if claim.state != ClaimState.RETURNED], returned)


def _have_one_lead(claims: Sequence[Claim]) -> None:
    if not any(claim.leads_visit for claim in claims):
        claims[0].leads_visit = True
        claims[0].save(update_fields=["leads_visit"])


def _release(claims: Sequence[Claim], now: datetime) -> None:
    """Nobody has to correct anything any more: what waited is judged by what stands, or alone."""
    if any(claim.state == ClaimState.RETURNED for claim in claims):
        return
    for claim in claims:
        if claim.state == ClaimState.WAITING:
            claim.state = ClaimState.FILED
            claim.save(update_fields=["state"])
            remember(claim, DecisionVerb.RELEASED, None, now)


def lowest_free(taken: Iterable[int | None]) -> int:
    known = set(taken)
    return next(number for number in range(1, len(known) + 2) if number not in known)
