from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from network.actions import confirm_experience
from portal.refusals import allowed

from .. import facts
from ..enums import ClaimState, DecisionVerb, RejectionReason, ReturnReason
from ..models import Claim
from ..rules import Decision, judge_approval, judge_rejection, judge_return, judge_withdrawal
from .history import remember, tell_claimant
from .locks import lock_claim
from .places import end


def withdraw(claim: Claim, *, actor_id: int | None, now: datetime) -> Claim:
    """Until the claim stands in a frozen batch. Raises RefusedError."""
    with transaction.atomic():
        claim = lock_claim(claim)
        allowed(judge_withdrawal(claim.state, is_in_frozen_batch=claim.is_in_frozen_batch))
        end(claim, ClaimState.WITHDRAWN)
        remember(claim, DecisionVerb.WITHDRAWN, actor_id, now)
    return claim


def approve(claim: Claim, *, officer_id: int, now: datetime) -> Claim:
    """C2, R5. A first approved claim is confirmed experience too. Raises RefusedError."""
    with transaction.atomic():
        claim = lock_claim(claim)
        allowed(approval_of(claim, officer_id))
        claim.state = ClaimState.APPROVED
        claim.save(update_fields=["state"])
        remember(claim, DecisionVerb.APPROVED, officer_id, now)
        confirm_experience(claim.supporter, by_id=officer_id, now=now, reason=f"claim {claim} approved")
        tell_claimant(claim, now)
    return claim


def reject(claim: Claim, reasons: Sequence[RejectionReason], *, officer_id: int, now: datetime) -> Claim:
    with transaction.atomic():
        claim = lock_claim(claim)
        allowed(judge_rejection(claim.state, is_own_claim=is_own_claim(claim, officer_id)))
        end(claim, ClaimState.REJECTED)
        remember(claim, DecisionVerb.REJECTED, officer_id, now, reasons)
        tell_claimant(claim, now)
    return claim


def return_for_correction(claim: Claim, reasons: Sequence[ReturnReason], *, officer_id: int, now: datetime) -> Claim:
    with transaction.atomic():
        claim = lock_claim(claim)
        allowed(judge_return(claim.state, is_own_claim=is_own_claim(claim, officer_id)))
        claim.state = ClaimState.RETURNED
        claim.save(update_fields=["state"])
        remember(claim, DecisionVerb.RETURNED, officer_id, now, reasons)
        tell_claimant(claim, now)
    return claim


def approval_of(claim: Claim, officer_id: int) -> Decision:
    return judge_approval(
        claim.state,
        is_own_claim=is_own_claim(claim, officer_id),
        was_qualified_at_filing=facts.claimant_at_filing(claim).is_qualified,
        has_confirmed_experience=claim.supporter.has_confirmed_experience,
    )


def is_own_claim(claim: Claim, user_id: int) -> bool:
    return claim.supporter.user_id == user_id
