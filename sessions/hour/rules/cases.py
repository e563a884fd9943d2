"""Who may bring a case to a session and take it back, and until when (S4, D1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal.refusals import Decision


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
    return Decision(tuple(_bringing_reasons(facts, now)))


def judge_withdrawing(*, has_referral: bool, starts_at: datetime, now: datetime) -> Decision:
    """Once the session has begun, or a referral hangs on it, the case stays and only its text goes (D1)."""
    begun = (CaseReason.HAS_BEGUN,) if now >= starts_at else ()
    referred = (CaseReason.HAS_REFERRAL,) if has_referral else ()
    return Decision((*begun, *referred))


def _bringing_reasons(facts: BringingFacts, now: datetime) -> Iterator[CaseReason]:
    if facts.has_left:
        yield CaseReason.HAS_LEFT
    if not facts.is_consultation:
        yield CaseReason.NOT_A_CONSULTATION
    if facts.is_cancelled:
        yield CaseReason.CANCELLED
    if not facts.takes_part:
        yield CaseReason.NOT_CONFIRMED
    if now >= facts.starts_at:
        yield CaseReason.HAS_BEGUN
