"""Who is let through to a meeting, and when (S3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from portal.refusals import Decision, when

from ...meetings.enums import Mode
from ...meetings.rules import Hour

OPENS_BEFORE = timedelta(minutes=15)


class JoiningReason(StrEnum):
    HAS_LEFT = "has_left"
    CANCELLED = "cancelled"
    NOT_CONFIRMED = "not_confirmed"
    NOT_ONLINE = "not_online"
    NO_LINK_YET = "no_link_yet"
    TOO_EARLY = "too_early"
    OVER = "over"


class Room(Hour, Protocol):
    mode: str
    join_link: str


@dataclass(frozen=True)
class JoiningFacts:
    """`is_confirmed`: has, or had, a place for certain; facilitators have theirs."""

    room: Room
    has_left: bool
    is_confirmed: bool


@dataclass(frozen=True, kw_only=True)
class JoiningDecision(Decision):
    opens_at: datetime

    @property
    def may_know_the_place(self) -> bool:
        """S3: whoever is accepted, at any time."""
        return not {JoiningReason.HAS_LEFT, JoiningReason.CANCELLED, JoiningReason.NOT_CONFIRMED} & {*self.reasons}


def judge_joining(facts: JoiningFacts, now: datetime) -> JoiningDecision:
    """S3: those who are accepted, from 15 minutes before the start until the end."""
    room, opens_at = facts.room, facts.room.starts_at - OPENS_BEFORE
    has_room, has_link = room.mode != Mode.PLACE, bool(room.join_link)
    reasons = (
        *when(facts.has_left, JoiningReason.HAS_LEFT),
        *when(room.is_cancelled, JoiningReason.CANCELLED),
        *when(not facts.is_confirmed, JoiningReason.NOT_CONFIRMED),
        *when(not has_room, JoiningReason.NOT_ONLINE),
        *when(has_room and not has_link, JoiningReason.NO_LINK_YET),
        *when(now < opens_at, JoiningReason.TOO_EARLY),
        *when(now >= room.ends_at, JoiningReason.OVER),
    )
    return JoiningDecision(reasons, opens_at=opens_at)
