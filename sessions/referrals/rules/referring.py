"""What a referral needs to begin, and which step it may take next (S4, S5, D1)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.refusals import Decision

RAISED, SEARCHING, MATCHED, CLOSED, REVOKED = "raised", "searching", "matched", "closed", "revoked"
NO_MATTER = "no_matter"

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
    origin_wish: str = NO_MATTER
    community: str = ""
    raiser_has_left: bool = False
    case_is_referred: bool = False


def judge_raising(facts: RaisingFacts, today: date) -> Decision:
    """Nobody is handed on without having agreed; who must, says why, and has the standing to say it."""
    reasons = []
    if facts.raiser_has_left:
        reasons.append(Reason.HAS_LEFT)
    reasons += _consent(facts, today)
    if not facts.languages:
        reasons.append(Reason.NO_LANGUAGE)
    if facts.origin_wish != NO_MATTER and not facts.community:
        reasons.append(Reason.NO_COMMUNITY)
    if facts.case_is_referred:
        reasons.append(Reason.ALREADY_REFERRED)
    return Decision(tuple(reasons))


def _consent(facts: RaisingFacts, today: date) -> list[Reason]:
    if facts.consented_on is not None:
        return [Reason.CONSENT_TO_COME] if facts.consented_on > today else []
    if not facts.is_override_explained:
        return [Reason.NO_CONSENT]
    return [] if facts.may_override else [Reason.OVERRIDE_NOT_ALLOWED]


def judge_step(state: str, to: str, transitions: Mapping[str, Collection[str]]) -> Decision:
    return Decision(() if to in transitions[state] else (Reason.WRONG_STATE,))


def judge_offering(state: str) -> Decision:
    """S5: supporters are asked while, and only while, somebody is looked for."""
    return Decision(() if state == SEARCHING else (Reason.WRONG_STATE,))


def judge_change(*, is_open: bool, found: int, wanted: int) -> Decision:
    """Whoever was found is not sent away by a smaller number."""
    reasons = [] if is_open else [Reason.WRONG_STATE]
    if found > wanted:
        reasons.append(Reason.TOO_MANY_FOUND)
    return Decision(tuple(reasons))


def asks_one_more(state: str, *, wanted: int, found: int, waiting: int) -> bool:
    """Whether the next supporter is asked when one has declined, or not answered in time."""
    return state == SEARCHING and waiting < (wanted - found) * OPEN_PER_PLACE
