"""What a supporter who is asked, or was found, can still do about a referral (S4, S5, C2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from portal.refusals import Decision

OPEN, WON, TAKEN, DECLINED, LAPSED, WITHDRAWN = "open", "won", "taken", "declined", "lapsed", "withdrawn"
CLOSED, REVOKED = "closed", "revoked"


class Reason(StrEnum):
    HAS_LEFT = "has_left"
    MAY_NOT_ACCOMPANY = "may_not_accompany"
    REFERRAL_ENDED = "referral_ended"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    ALREADY_ACCEPTED = "already_accepted"
    TAKEN = "taken"
    LAPSED = "lapsed"
    # once found
    NOT_FOUND = "not_found"
    ALREADY_ACCOMPANIED = "already_accompanied"
    DAY_TO_COME = "day_to_come"
    DAY_BEFORE_MATCH = "day_before_match"


@dataclass(frozen=True)
class AcceptingFacts:
    """`found`: how many others have won."""

    offer: str
    referral: str
    open_until: datetime
    wanted: int
    found: int
    has_left: bool = False
    is_experienced: bool = False
    is_qualified: bool = False


@dataclass(frozen=True)
class FoundFacts:
    """`found_on`: the Tokyo day on which this supporter accepted."""

    offer: str
    referral: str
    found_on: date | None
    accompanied_on: date | None = None
    has_left: bool = False


def has_ended(referral: str) -> bool:
    return referral in (CLOSED, REVOKED)


def judge_accepting(facts: AcceptingFacts, now: datetime) -> Decision:
    """S4: the first ones, as many as are wanted, of those who may accompany (C2)."""
    return Decision((*_own_reasons(facts), *_reasons_of_the_offer(facts, now)))


def _own_reasons(facts: AcceptingFacts) -> Iterator[Reason]:
    if facts.has_left:
        yield Reason.HAS_LEFT
    if not (facts.is_experienced or facts.is_qualified):
        yield Reason.MAY_NOT_ACCOMPANY


def _reasons_of_the_offer(facts: AcceptingFacts, now: datetime) -> Iterator[Reason]:
    if has_ended(facts.referral):
        yield Reason.REFERRAL_ENDED
    elif facts.offer == WITHDRAWN:
        # Where the referral has ended, that took the question back.
        yield Reason.WITHDRAWN
    if facts.offer == DECLINED:
        yield Reason.DECLINED
    if facts.offer == WON:
        yield Reason.ALREADY_ACCEPTED
    elif facts.offer == TAKEN or facts.found >= facts.wanted:
        yield Reason.TAKEN
    if facts.offer == LAPSED or (facts.offer == OPEN and facts.open_until <= now):
        yield Reason.LAPSED


def judge_seeing(facts: FoundFacts) -> Decision:
    """D1: the whole card is for those who were found, until the referral ends or they leave the network."""
    return Decision(tuple(_reasons_to_see_nothing(facts)))


def judge_giving_back(facts: FoundFacts) -> Decision:
    """Who was found may find out that they can't go; who went can't take that back."""
    return Decision(tuple(_reasons_once_found(facts)))


def judge_accompanied(facts: FoundFacts, day: date, today: date) -> Decision:
    """Between the day of being found and today, both included."""
    return Decision((*_reasons_once_found(facts), *_reasons_of_the_day(facts, day, today)))


def _reasons_to_see_nothing(facts: FoundFacts) -> Iterator[Reason]:
    if facts.has_left:
        yield Reason.HAS_LEFT
    if facts.offer != WON:
        yield Reason.NOT_FOUND
    if has_ended(facts.referral):
        yield Reason.REFERRAL_ENDED


def _reasons_once_found(facts: FoundFacts) -> Iterator[Reason]:
    yield from _reasons_to_see_nothing(facts)
    if facts.accompanied_on is not None:
        yield Reason.ALREADY_ACCOMPANIED


def _reasons_of_the_day(facts: FoundFacts, day: date, today: date) -> Iterator[Reason]:
    if day > today:
        yield Reason.DAY_TO_COME
    if facts.found_on is not None and day < facts.found_on:
        yield Reason.DAY_BEFORE_MATCH
