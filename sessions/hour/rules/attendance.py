"""When the facilitator can say who came, and what became of the cases (S4, L6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from portal.refusals import Decision

OPENS_BEFORE = timedelta(minutes=30)
OPEN_AFTER = timedelta(days=7)
"""The end: for what was forgotten, or tapped wrongly."""

CONFIRMED, ATTENDED, NO_SHOW = "confirmed", "attended", "no_show"
TAPPED = (CONFIRMED, ATTENDED, NO_SHOW)
"""Not yet, came, did not come."""


class TapReason(StrEnum):
    CANCELLED = "cancelled"
    NOT_TAKING_PART = "not_taking_part"
    TOO_EARLY = "too_early"
    NOT_OVER = "not_over"
    TOO_LATE = "too_late"


@dataclass(frozen=True)
class HourFacts:
    is_cancelled: bool
    starts_at: datetime
    ends_at: datetime

    @property
    def opens_at(self) -> datetime:
        return self.starts_at - OPENS_BEFORE

    @property
    def closes_at(self) -> datetime:
        return self.ends_at + OPEN_AFTER


def judge_tap(facts: HourFacts, now: datetime) -> Decision:
    """Of an outcome; and whether the screen offers buttons at all."""
    return Decision(tuple(_reasons(facts, now)))


def judge_attendance(state: str, facts: HourFacts, now: datetime) -> Decision:
    return Decision(tuple(_reasons(facts, now, takes_part=state in TAPPED)))


def judge_finishing(facts: HourFacts, now: datetime) -> Decision:
    """Whoever is not marked by then did not come."""
    return Decision(tuple(_reasons(facts, now, waits_for_end=True)))


def _reasons(
    facts: HourFacts, now: datetime, *, takes_part: bool = True, waits_for_end: bool = False
) -> Iterator[TapReason]:
    if facts.is_cancelled:
        yield TapReason.CANCELLED
    if not takes_part:
        yield TapReason.NOT_TAKING_PART
    if waits_for_end and now < facts.ends_at:
        yield TapReason.NOT_OVER
    elif now < facts.opens_at:
        yield TapReason.TOO_EARLY
    if now >= facts.closes_at:
        yield TapReason.TOO_LATE
