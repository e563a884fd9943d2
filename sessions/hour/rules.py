"""When the facilitator can say who came and what became of the cases (S4, L6); who may bring a case and take it back,
and until when (D1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from portal.refusals import Decision, when

from ..bookings.enums import TAKING_PART_STATES, BookingState
from ..meetings.rules import Hour

OPENS_BEFORE = timedelta(minutes=30)
OPEN_AFTER = timedelta(days=7)
"""The end: for what was forgotten, or tapped wrongly."""


class TapReason(StrEnum):
    CANCELLED = "cancelled"
    NOT_TAKING_PART = "not_taking_part"
    TOO_EARLY = "too_early"
    NOT_OVER = "not_over"
    TOO_LATE = "too_late"


def opens_at(hour: Hour) -> datetime:
    return hour.starts_at - OPENS_BEFORE


def closes_at(hour: Hour) -> datetime:
    return hour.ends_at + OPEN_AFTER


def judge_tap(hour: Hour, now: datetime) -> Decision:
    """Of an outcome, and whether the screen offers buttons at all: as for somebody who takes part."""
    return judge_attendance(BookingState.CONFIRMED, hour, now)


def judge_attendance(state: str, hour: Hour, now: datetime) -> Decision:
    return Decision(
        (
            *when(hour.is_cancelled, TapReason.CANCELLED),
            *when(state not in TAKING_PART_STATES, TapReason.NOT_TAKING_PART),
            *when(now < opens_at(hour), TapReason.TOO_EARLY),
            *when(now >= closes_at(hour), TapReason.TOO_LATE),
        )
    )


def judge_finishing(hour: Hour, now: datetime) -> Decision:
    """Whoever is not marked by then did not come."""
    return Decision(
        (
            *when(hour.is_cancelled, TapReason.CANCELLED),
            *when(now < hour.ends_at, TapReason.NOT_OVER),
            *when(now >= closes_at(hour), TapReason.TOO_LATE),
        )
    )


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
