"""When a survey opens (L4), when answers qualify somebody (L3) and come out of their box, and who may accompany (C2).

Surveys are named by their keys as plain strings.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from random import Random
from types import MappingProxyType
from typing import Protocol, TypeVar

from portal.refusals import Decision, when

T = TypeVar("T")

# Among fewer, or out of fewer, an answer would point at its person.
ENOUGH_TO_DRAW_FROM = 10
DRAWN_TOGETHER = 5


class Reason(StrEnum):
    ASKS_NO_SURVEY = "asks_no_survey"
    NOT_SEEN_ENOUGH = "not_seen_enough"
    NOTHING_REQUIRED_YET = "nothing_required_yet"
    SURVEYS_MISSING = "surveys_missing"
    # accompanying
    HAS_LEFT = "has_left"
    NEITHER_EXPERIENCED_NOR_QUALIFIED = "neither_experienced_nor_qualified"


REASON_CLAUSES: Mapping[Reason, str] = MappingProxyType(
    {
        Reason.ASKS_NO_SURVEY: "L2",
        Reason.NOT_SEEN_ENOUGH: "L4",
        Reason.NOTHING_REQUIRED_YET: "L3",
        Reason.SURVEYS_MISSING: "L3",
        Reason.HAS_LEFT: "C2",
        Reason.NEITHER_EXPERIENCED_NOR_QUALIFIED: "C2",
    }
)


class StepState(StrEnum):
    """Where a person stands with a lecture's survey, as their way shows it.

    `UNAVAILABLE`: it is required, and can't be had at present. Nobody can do anything about it but the office.
    """

    DONE = "done"
    OPEN = "open"
    LOCKED = "locked"
    NOT_REQUIRED = "not_required"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True)
class LectureFacts:
    """`is_available` asks whether there is anything to watch or read at present; `is_required` is the periods' answer.

    `says_watched_elsewhere` is the person's word for having watched without the player.
    """

    asks_survey: bool
    is_available: bool
    required_percent: int
    is_required: bool = False
    seen_percent: int = 0
    has_read_transcript: bool = False
    says_watched_elsewhere: bool = False
    has_answered: bool = False

    @property
    def is_seen_enough(self) -> bool:
        return self.seen_percent >= self.required_percent or self.has_read_transcript or self.says_watched_elsewhere


@dataclass(frozen=True)
class RequiredPeriod:
    """The surveys that qualify from a day on, until the next period starts; in the order of the course."""

    starts_on: date
    surveys: tuple[str, ...]


@dataclass(frozen=True)
class Completion:
    survey: str
    day: date


@dataclass(frozen=True)
class OpeningDecision:
    reasons: tuple[Reason, ...]

    @property
    def is_open(self) -> bool:
        return not self.reasons


@dataclass(frozen=True)
class QualificationDecision:
    """`missing` are the surveys still to be answered today, none for who is qualified."""

    reasons: tuple[Reason, ...] = ()
    qualified_on: date | None = None
    missing: tuple[str, ...] = ()

    @property
    def is_qualified(self) -> bool:
        return self.qualified_on is not None


def judge_opening(facts: LectureFacts) -> OpeningDecision:
    """L2, L4: the survey is the gate, and there are three ways to it.

    Whoever had come so far before the lecture was taken down may still answer: credit is kept.
    """
    if not facts.asks_survey:
        return OpeningDecision((Reason.ASKS_NO_SURVEY,))
    return OpeningDecision(() if facts.is_seen_enough else (Reason.NOT_SEEN_ENOUGH,))


def step_state(facts: LectureFacts) -> StepState:
    """L2: where nothing is asked nothing is ever done, whatever was watched or answered.

    L3: whether it is required is never read from whether it can be watched. What is required and can't be had waits for
    the office; what isn't asks nothing of anybody.
    """
    out_of_reach = StepState.UNAVAILABLE if facts.is_required else StepState.NOT_REQUIRED
    if not facts.asks_survey:
        return out_of_reach
    if facts.has_answered:
        return StepState.DONE
    if judge_opening(facts).is_open:
        return StepState.OPEN
    return StepState.LOCKED if facts.is_available else out_of_reach


def judge_qualification(
    periods: Collection[RequiredPeriod],
    completions: Collection[Completion],
    today: date,
    kept_since: date | None = None,
) -> QualificationDecision:
    """L3, L5: qualified since the first day on which all that was then required had been answered.

    `kept_since` is the day of a qualification on record: no later change of the periods takes it away.
    """
    if kept_since is not None:
        return QualificationDecision(qualified_on=kept_since)
    qualified_on = _first_day_of_having_all(periods, completions, today)
    if qualified_on is not None:
        return QualificationDecision(qualified_on=qualified_on)
    required = required_on(today, periods)
    if not required:
        return QualificationDecision((Reason.NOTHING_REQUIRED_YET,))
    missing = _missing(required, completions, today)
    return QualificationDecision((Reason.SURVEYS_MISSING,), missing=missing)


def _first_day_of_having_all(
    periods: Collection[RequiredPeriod], completions: Collection[Completion], today: date
) -> date | None:
    # Only an answer or a new period changes who has all that is required.
    days = {c.day for c in completions} | {p.starts_on for p in periods}
    for day in sorted(day for day in days if day <= today):
        required = required_on(day, periods)
        # An empty list is an editor's slip and qualifies nobody.
        if required and not _missing(required, completions, day):
            return day
    return None


def required_on(day: date, periods: Collection[RequiredPeriod]) -> tuple[str, ...]:
    begun = [period for period in periods if period.starts_on <= day]
    return max(begun, key=lambda period: period.starts_on).surveys if begun else ()


def _missing(required: Sequence[str], completions: Collection[Completion], day: date) -> tuple[str, ...]:
    answered = {completion.survey for completion in completions if completion.day <= day}
    return tuple(survey for survey in required if survey not in answered)


class Companion(Protocol):
    """A registered supporter. `is_experienced`: by their own word or the office's (R5)."""

    @property
    def has_left(self) -> bool: ...
    @property
    def is_experienced(self) -> bool: ...
    @property
    def is_qualified(self) -> bool: ...


def judge_accompanying(who: Companion) -> Decision:
    """C2: who may accompany, and so claim, and be asked to go along. No other room decides that."""
    may_not = not (who.is_experienced or who.is_qualified)
    return Decision((*when(who.has_left, Reason.HAS_LEFT), *when(may_not, Reason.NEITHER_EXPERIENCED_NOR_QUALIFIED)))


def drawn(lying: Sequence[T], chance: Random, *, is_closing: bool = False) -> list[list[T]]:
    """Groups that come out together: five at random while ten or more lie there; at the closing the last five to nine.

    Fewer never come out.
    """
    left = chance.sample(lying, len(lying))
    groups = []
    while len(left) >= ENOUGH_TO_DRAW_FROM:
        groups.append(left[:DRAWN_TOGETHER])
        left = left[DRAWN_TOGETHER:]
    if is_closing and len(left) >= DRAWN_TOGETHER:
        groups.append(left)
    return groups
