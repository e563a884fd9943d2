"""Who is let through to a meeting, and when (S3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from portal.refusals import Decision

OPENS_BEFORE = timedelta(minutes=15)


class JoiningReason(StrEnum):
    HAS_LEFT = "has_left"
    CANCELLED = "cancelled"
    NOT_CONFIRMED = "not_confirmed"
    NOT_ONLINE = "not_online"
    NO_LINK_YET = "no_link_yet"
    TOO_EARLY = "too_early"
    OVER = "over"


@dataclass(frozen=True)
class JoiningFacts:
    """`is_confirmed`: has, or had, a place for certain; facilitators have theirs."""

    has_left: bool
    is_confirmed: bool
    is_cancelled: bool
    is_online: bool
    has_link: bool
    starts_at: datetime
    ends_at: datetime

    @property
    def opens_at(self) -> datetime:
        return self.starts_at - OPENS_BEFORE


@dataclass(frozen=True, kw_only=True)
class JoiningDecision(Decision):
    opens_at: datetime

    @property
    def may_know_the_place(self) -> bool:
        """S3: whoever is accepted, at any time."""
        return not {JoiningReason.HAS_LEFT, JoiningReason.CANCELLED, JoiningReason.NOT_CONFIRMED} & {*self.reasons}


def judge_joining(facts: JoiningFacts, now: datetime) -> JoiningDecision:
    """S3: those who are accepted, from 15 minutes before the start until the end."""
    return JoiningDecision(tuple(_reasons(facts, now)), opens_at=facts.opens_at)


def _reasons(facts: JoiningFacts, now: datetime) -> Iterator[JoiningReason]:
    if facts.has_left:
        yield JoiningReason.HAS_LEFT
    if facts.is_cancelled:
        yield JoiningReason.CANCELLED
    if not facts.is_confirmed:
        yield JoiningReason.NOT_CONFIRMED
    if not facts.is_online:
        yield JoiningReason.NOT_ONLINE
    elif not facts.has_link:
        yield JoiningReason.NO_LINK_YET
    if now < facts.opens_at:
        yield JoiningReason.TOO_EARLY
    if now >= facts.ends_at:
        yield JoiningReason.OVER
