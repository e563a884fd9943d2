from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from network.membership.actions import confirm_experience
from portal.refusals import allowed

from .. import facts
from ..enums import ClaimState, DecisionVerb, RejectionReason, ReturnReason
from ..locks import lock_claim
from ..models import Claim
from ..rules import (
    Decision,
    judge_approval,
    judge_disputing,
    judge_rejection,
    judge_return,
    judge_upholding,
    judge_withdrawal,
)
from .filing import move, remember, settle, settle_dispute, tell_claimant, tell_of_leaving


def withdraw(claim: Claim, *, actor_id: int | None, now: datetime) -> Claim:
    """Until the claim stands in a frozen batch. Raises RefusedError."""
    with transaction.atomic():
        claim = lock_claim(claim)
        allowed(judge_withdrawal(claim.state, is_in_frozen_batch=claim.is_in_frozen_batch))
        _end(claim, ClaimState.WITHDRAWN, now)
        remember(claim, DecisionVerb.WITHDRAWN, actor_id, now)
        tell_of_leaving(claim, claim.visit_id, now)
        settle_dispute(claim, claim.visit_id, DecisionVerb.PARTED, now)
    return claim


def approve(claim: Claim, *, officer_id: int, now: datetime) -> Claim:
    """C2, R5. A first approved claim is confirmed experience too. Raises RefusedError."""
    with transaction.atomic():
        claim = lock_claim(claim)
        allowed(approval_of(claim, officer_id))
        move(claim, ClaimState.APPROVED)
        claim.save(update_fields=["state"])
        line = remember(claim, DecisionVerb.APPROVED, officer_id, now)
        settle_dispute(claim, claim.visit_id, DecisionVerb.LOOKED_AT, now)
        confirm_experience(claim.supporter, by_id=officer_id, now=now, reason=f"claim {claim} approved")
        tell_claimant(claim, line, now)
    return claim


def reject(claim: Claim, reasons: Sequence[RejectionReason], *, officer_id: int, now: datetime) -> Claim:
    with transaction.atomic():
        claim = lock_claim(claim)
        allowed(rejection_of(claim, officer_id))
        _end(claim, ClaimState.REJECTED, now)
        line = remember(claim, DecisionVerb.REJECTED, officer_id, now, reasons)
        settle_dispute(claim, claim.visit_id, DecisionVerb.LOOKED_AT, now)
        tell_claimant(claim, line, now)
    return claim


def uphold(claim: Claim, *, officer_id: int, now: datetime) -> Claim:
    """An approved claim stays approved, though another has said "not with me". Raises RefusedError."""
    with transaction.atomic():
        claim = lock_claim(claim)
        allowed(upholding_of(claim, officer_id))
        remember(claim, DecisionVerb.UPHELD, officer_id, now)
        settle_dispute(claim, claim.visit_id, DecisionVerb.LOOKED_AT, now)
    return claim


def return_for_correction(claim: Claim, reasons: Sequence[ReturnReason], *, officer_id: int, now: datetime) -> Claim:
    with transaction.atomic():
        claim = lock_claim(claim)
        allowed(return_of(claim, officer_id))
        move(claim, ClaimState.RETURNED)
        claim.save(update_fields=["state"])
        settle(claim.visit, now)
        tell_claimant(claim, remember(claim, DecisionVerb.RETURNED, officer_id, now, reasons), now)
    return claim


def dispute(claim: Claim, *, actor_id: int | None, now: datetime) -> Claim:
    """C7: "not with me", says who was there first of who joined; the office decides. Raises RefusedError."""
    with transaction.atomic():
        claim = lock_claim(claim)
        joined = facts.joined_by(claim)
        allowed(disputing_of(claim, joined))
        assert joined is not None
        joined.disputed_at = now
        joined.save(update_fields=["disputed_at"])
        remember(claim, DecisionVerb.DISPUTED, actor_id, now)
    return claim


def _end(claim: Claim, state: ClaimState, now: datetime) -> None:
    """Its place is free, and the visit's slot when nobody claims for it any more."""
    move(claim, state)
    claim.save(update_fields=["state", "place", "leads_visit"])
    settle(claim.visit, now)


def approval_of(claim: Claim, officer_id: int) -> Decision:
    return judge_approval(
        claim.state,
        **_whose(claim, officer_id),
        was_qualified_at_filing=facts.claimant_at_filing(claim).is_qualified,
        has_confirmed_experience=claim.supporter.has_confirmed_experience,
    )


def rejection_of(claim: Claim, officer_id: int) -> Decision:
    return judge_rejection(
        claim.state,
        **_whose(claim, officer_id),
        is_disputed=claim.disputed_at is not None,
        is_in_frozen_batch=claim.is_in_frozen_batch,
    )


def upholding_of(claim: Claim, officer_id: int) -> Decision:
    return judge_upholding(claim.state, **_whose(claim, officer_id), is_disputed=claim.disputed_at is not None)


def disputing_of(claim: Claim, joined: Claim | None) -> Decision:
    return judge_disputing(
        leads_visit=claim.leads_visit,
        has_joined=joined is not None,
        has_told=facts.has_told_of_joining(claim),
    )


def return_of(claim: Claim, officer_id: int) -> Decision:
    return judge_return(claim.state, **_whose(claim, officer_id))


def _whose(claim: Claim, officer_id: int) -> dict[str, bool]:
    """C12, whatever became of the officer's own claim, and of the visit that it was for: what overlaps is one visit."""
    same_visit = Q(visit=claim.visit_id)
    same_time = Q(visit__consultee=claim.visit.consultee_id, starts_at__lt=claim.ends_at, ends_at__gt=claim.starts_at)
    own = Claim.objects.filter(same_visit | same_time, supporter__user=officer_id).exclude(pk=claim.pk)
    return {"is_own_claim": claim.supporter.user_id == officer_id, "is_own_visit": own.exists()}
