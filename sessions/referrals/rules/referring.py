"""What a referral needs to begin, and which step it may take next (S4, S5, D1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

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


@dataclass(frozen=True)
class RaisingFacts:
    """`may_override` asks for a coordinator, or a facilitator with a case of the session."""

    consented_on: date | None
    is_override_explained: bool = False
    may_override: bool = False
    languages: tuple[str, ...] = ()
    origin_wish: str = OriginWish.NO_MATTER
    community: str = ""
    raiser_has_left: bool = False
    case_is_referred: bool = False


def judge_raising(facts: RaisingFacts, today: date) -> Decision:
    """Nobody is handed on without having agreed; who must, says why, and has the standing to say it."""
    return Decision(
        (
            *when(facts.raiser_has_left, Reason.HAS_LEFT),
            *_consent(facts, today),
            *when(not facts.languages, Reason.NO_LANGUAGE),
            *when(facts.origin_wish != OriginWish.NO_MATTER and not facts.community, Reason.NO_COMMUNITY),
            *when(facts.case_is_referred, Reason.ALREADY_REFERRED),
        )
    )


def _consent(facts: RaisingFacts, today: date) -> tuple[Reason, ...]:
    if facts.consented_on is not None:
        return when(facts.consented_on > today, Reason.CONSENT_TO_COME)
    if not facts.is_override_explained:
        return (Reason.NO_CONSENT,)
    return when(not facts.may_override, Reason.OVERRIDE_NOT_ALLOWED)


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
