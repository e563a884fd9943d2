"""Who may bring a case to a session and take it back, and until when (S4, D1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal.refusals import Decision, when


class CaseReason(StrEnum):
    HAS_LEFT = "has_left"
    NOT_A_CONSULTATION = "not_a_consultation"
    CANCELLED = "cancelled"
    NOT_CONFIRMED = "not_confirmed"
    HAS_BEGUN = "has_begun"
    HAS_REFERRAL = "has_referral"


@dataclass(frozen=True)
class BringingFacts:
    """`takes_part`: has a confirmed place, or runs the session."""

    has_left: bool
    is_consultation: bool
    is_cancelled: bool
    takes_part: bool
    starts_at: datetime


def judge_bringing(facts: BringingFacts, now: datetime) -> Decision:
    """Beforehand, so that the hour has its order when it begins."""
    return Decision(
        (
            *when(facts.has_left, CaseReason.HAS_LEFT),
            *when(not facts.is_consultation, CaseReason.NOT_A_CONSULTATION),
            *when(facts.is_cancelled, CaseReason.CANCELLED),
            *when(not facts.takes_part, CaseReason.NOT_CONFIRMED),
            *when(now >= facts.starts_at, CaseReason.HAS_BEGUN),
        )
    )


def judge_withdrawing(*, has_referral: bool, starts_at: datetime, now: datetime) -> Decision:
    """Once the session has begun, or a referral hangs on it, the case stays and only its text goes (D1)."""
    return Decision((*when(now >= starts_at, CaseReason.HAS_BEGUN), *when(has_referral, CaseReason.HAS_REFERRAL)))
