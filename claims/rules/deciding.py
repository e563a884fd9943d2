"""What may be done with a claim that has been filed (C2, C10, C12)."""

from __future__ import annotations

from portal.refusals import when

from ..enums import TRANSITIONS, ClaimState
from .terms import Decision, Reason


def judge_approval(
    state: str,
    *,
    is_own_claim: bool,
    is_own_visit: bool = False,
    was_qualified_at_filing: bool,
    has_confirmed_experience: bool,
) -> Decision:
    """C2: declared experience let the claim in, only confirmed one gets it approved."""
    unconfirmed = not (was_qualified_at_filing or has_confirmed_experience)
    return Decision(
        (
            *_no_way(state, ClaimState.APPROVED),
            *_own(is_own_claim, is_own_visit),
            *when(unconfirmed, Reason.EXPERIENCE_UNCONFIRMED),
        )
    )


def judge_rejection(
    state: str,
    *,
    is_own_claim: bool,
    is_own_visit: bool = False,
    is_disputed: bool = False,
    is_in_frozen_batch: bool = False,
) -> Decision:
    """A returned claim too: left unanswered, it would hold its consultee's place. An approved one, when the other
    supporter has said since that they were not together."""
    may_end = ClaimState.REJECTED in TRANSITIONS[state] and (state != ClaimState.APPROVED or is_disputed)
    return Decision(
        (
            *when(not may_end, Reason.WRONG_STATE),
            *_own(is_own_claim, is_own_visit),
            *when(is_in_frozen_batch, Reason.IN_FROZEN_BATCH),
        )
    )


def judge_upholding(state: str, *, is_own_claim: bool, is_own_visit: bool = False, is_disputed: bool) -> Decision:
    """C7: approved before the other supporter said "not with me", it stays so. One to be decided is approved."""
    is_open = state == ClaimState.APPROVED and is_disputed
    return Decision((*when(not is_open, Reason.WRONG_STATE), *_own(is_own_claim, is_own_visit)))


def judge_return(state: str, *, is_own_claim: bool, is_own_visit: bool = False) -> Decision:
    return Decision((*_no_way(state, ClaimState.RETURNED), *_own(is_own_claim, is_own_visit)))


def judge_withdrawal(state: str, *, is_in_frozen_batch: bool) -> Decision:
    return Decision(
        (
            *_no_way(state, ClaimState.WITHDRAWN),
            *when(is_in_frozen_batch, Reason.IN_FROZEN_BATCH),
        )
    )


def judge_disputing(*, leads_visit: bool, has_joined: bool, has_told: bool) -> Decision:
    """C7: who was there first says, once, of who joined that they were not together."""
    may_tell = leads_visit and has_joined
    return Decision((*when(not may_tell, Reason.WRONG_STATE), *when(may_tell and has_told, Reason.ALREADY_TOLD)))


def judge_payment(state: str, *, has_papers: bool) -> Decision:
    """C10: `has_papers` asks for those of the registration term of the visit's day."""
    return Decision(
        (*when(state != ClaimState.APPROVED, Reason.WRONG_STATE), *when(not has_papers, Reason.PAPERS_MISSING))
    )


def _no_way(state: str, to: ClaimState) -> tuple[Reason, ...]:
    return when(to not in TRANSITIONS[state], Reason.WRONG_STATE)


def _own(is_own_claim: bool, is_own_visit: bool) -> tuple[Reason, ...]:
    """C12: nobody decides on an own claim, nor on one of a visit that they have claimed for."""
    if is_own_claim:
        return (Reason.OWN_CLAIM,)
    return when(is_own_visit, Reason.OWN_VISIT)
