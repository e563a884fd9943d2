"""What a supporter who is asked, or was found, can still do about a referral (S4, S5, C2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from portal.refusals import Decision, when
from surveys.rules import Reason as AgainstGoing
from surveys.rules import judge_accompanying

from ..enums import OPEN_REFERRAL_STATES, OfferState


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


MAY_NOT = {
    AgainstGoing.HAS_LEFT: Reason.HAS_LEFT,
    AgainstGoing.NEITHER_EXPERIENCED_NOR_QUALIFIED: Reason.MAY_NOT_ACCOMPANY,
}


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


def judge_accepting(facts: AcceptingFacts, now: datetime) -> Decision:
    """S4: the first ones, as many as are wanted, of those who may accompany (C2)."""
    has_ended, offer = facts.referral not in OPEN_REFERRAL_STATES, facts.offer
    is_taken = offer == OfferState.TAKEN or (offer != OfferState.WON and facts.found >= facts.wanted)
    has_lapsed = offer == OfferState.LAPSED or (offer == OfferState.OPEN and facts.open_until <= now)
    return Decision(
        (
            *(MAY_NOT[reason] for reason in judge_accompanying(facts).reasons),
            *when(has_ended, Reason.REFERRAL_ENDED),
            # Where the referral has ended, that took the question back.
            *when(offer == OfferState.WITHDRAWN and not has_ended, Reason.WITHDRAWN),
            *when(offer == OfferState.DECLINED, Reason.DECLINED),
            *when(offer == OfferState.WON, Reason.ALREADY_ACCEPTED),
            *when(is_taken, Reason.TAKEN),
            *when(has_lapsed, Reason.LAPSED),
        )
    )


def judge_seeing(facts: FoundFacts) -> Decision:
    """D1: the whole card is for those who were found, until the referral ends or they leave the network."""
    return Decision(
        (
            *when(facts.has_left, Reason.HAS_LEFT),
            *when(facts.offer != OfferState.WON, Reason.NOT_FOUND),
            *when(facts.referral not in OPEN_REFERRAL_STATES, Reason.REFERRAL_ENDED),
        )
    )


def judge_giving_back(facts: FoundFacts) -> Decision:
    """Who was found may find out that they can't go; who went can't take that back."""
    went = facts.accompanied_on is not None
    return Decision((*judge_seeing(facts).reasons, *when(went, Reason.ALREADY_ACCOMPANIED)))


def judge_accompanied(facts: FoundFacts, day: date, today: date) -> Decision:
    """Between the day of being found and today, both included."""
    is_before = facts.found_on is not None and day < facts.found_on
    return Decision(
        (
            *judge_giving_back(facts).reasons,
            *when(day > today, Reason.DAY_TO_COME),
            *when(is_before, Reason.DAY_BEFORE_MATCH),
        )
    )
