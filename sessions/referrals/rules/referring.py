"""What a referral needs to begin, and which step it may take next (S4, S5, D1)."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Protocol

from portal.refusals import Decision, when

from ..enums import REFERRAL_TRANSITIONS, OriginWish, ReferralState

ANSWER_WITHIN = timedelta(hours=48)
"""So long a supporter has to answer before the next one is asked."""

OPEN_PER_PLACE = 2
"""So many are asked at a time by the portal itself, for each supporter still wanted."""


class Reason(StrEnum):
    # raising
    HAS_LEFT = "has_left"
    NO_CONSENT = "no_consent"
    CONSENT_TO_COME = "consent_to_come"
    OVERRIDE_NOT_ALLOWED = "override_not_allowed"
    NO_LANGUAGE = "no_language"
    NO_COMMUNITY = "no_community"
    ALREADY_REFERRED = "already_referred"
    # later
    WRONG_STATE = "wrong_state"
    TOO_MANY_FOUND = "too_many_found"


class Raised(Protocol):
    """A referral, as far as these rules look at what is asked for."""

    consented_on: date | None
    override_reason: str
    languages: Any
    origin_wish: str
    community: str


def judge_raising(
    raised: Raised, today: date, *, may_override: bool, raiser_has_left: bool = False, case_is_referred: bool = False
) -> Decision:
    """Nobody is handed on without having agreed; who must, says why, and has the standing to say it: as a coordinator,
    or as a facilitator with a case of the session."""
    return Decision(
        (
            *when(raiser_has_left, Reason.HAS_LEFT),
            *_consent(raised, today, may_override=may_override),
            *when(not raised.languages, Reason.NO_LANGUAGE),
            *when(raised.origin_wish != OriginWish.NO_MATTER and not raised.community, Reason.NO_COMMUNITY),
            *when(case_is_referred, Reason.ALREADY_REFERRED),
        )
    )


def _consent(raised: Raised, today: date, *, may_override: bool) -> tuple[Reason, ...]:
    if raised.consented_on is not None:
        return when(raised.consented_on > today, Reason.CONSENT_TO_COME)
    if not raised.override_reason:
        return (Reason.NO_CONSENT,)
    return when(not may_override, Reason.OVERRIDE_NOT_ALLOWED)


def judge_step(state: str, to: str) -> Decision:
    return Decision(when(to not in REFERRAL_TRANSITIONS[state], Reason.WRONG_STATE))


def judge_offering(state: str) -> Decision:
    """S5: supporters are asked while, and only while, somebody is looked for."""
    return Decision(when(state != ReferralState.SEARCHING, Reason.WRONG_STATE))


def state_with(state: str, *, found: int, wanted: int) -> ReferralState:
    """While somebody is looked for or found, it hangs on how many were found; else it stays."""
    if state == ReferralState.SEARCHING and found == wanted:
        return ReferralState.MATCHED
    if state == ReferralState.MATCHED and found < wanted:
        return ReferralState.SEARCHING
    return ReferralState(state)


def judge_change(*, is_open: bool, found: int, wanted: int) -> Decision:
    """Whoever was found is not sent away by a smaller number."""
    return Decision((*when(not is_open, Reason.WRONG_STATE), *when(found > wanted, Reason.TOO_MANY_FOUND)))


def asks_one_more(state: str, *, wanted: int, found: int, waiting: int) -> bool:
    """Whether the next supporter is asked when one has declined, or not answered in time."""
    return state == ReferralState.SEARCHING and waiting < (wanted - found) * OPEN_PER_PLACE
