"""How far the members of a cohort have come, who needs a word, and when the training is completed (L4, L6).

States come in as plain strings, lectures and workshops by their keys as plain strings.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from portal.refusals import Decision
from surveys.rules import LectureFacts

from ...groups.rules import COMPLETED, MEMBER, Reason

NUDGE_AGAIN_AFTER = timedelta(days=7)


class LectureState(StrEnum):
    NOT_OPENED = "not_opened"
    BEGUN = "begun"
    SURVEY_WAITS = "survey_waits"
    # Still required: only the coordinator can take it off the list.
    UNAVAILABLE = "unavailable"
    DONE = "done"


class WorkshopState(StrEnum):
    """`EARLIER` was held before the person joined; `UNRECORDED` waits until somebody notes who was there."""

    COMING = "coming"
    WAITING = "waiting"
    BOOKED = "booked"
    UNRECORDED = "unrecorded"
    ATTENDED = "attended"
    MISSED = "missed"
    EARLIER = "earlier"


class Lag(StrEnum):
    """Why somebody needs a word; the first ones sooner."""

    MISSED_WORKSHOP = "missed_workshop"
    NOT_OPENED = "not_opened"
    SURVEY_WAITS = "survey_waits"
    BEGUN = "begun"


LAGGING_LECTURES = {
    LectureState.NOT_OPENED: Lag.NOT_OPENED,
    LectureState.SURVEY_WAITS: Lag.SURVEY_WAITS,
    LectureState.BEGUN: Lag.BEGUN,
}


@dataclass(frozen=True)
class WorkshopFacts:
    """One workshop and one member. `booking` is the state of their booking, empty where there is none."""

    starts_at: datetime
    ends_at: datetime
    member_since: datetime
    booking: str = ""


@dataclass(frozen=True)
class Progress:
    """One member's way through the cohort: lectures and workshops by key, in the order in which they come."""

    state: str
    has_left: bool = False
    lectures: tuple[tuple[str, LectureState], ...] = ()
    workshops: tuple[tuple[str, WorkshopState], ...] = ()
    required_workshops: int = 0

    @property
    def lectures_done(self) -> int:
        return sum(state == LectureState.DONE for _key, state in self.lectures)

    @property
    def lectures_missing(self) -> int:
        return len(self.lectures) - self.lectures_done

    @property
    def attended(self) -> int:
        return sum(state == WorkshopState.ATTENDED for _key, state in self.workshops)

    @property
    def workshops_missing(self) -> int:
        return max(self.required_workshops - self.attended, 0)

    @property
    def lags(self) -> dict[Lag, int]:
        """What is behind, and how often; in the order of Lag. Nothing for who is no member, or has completed."""
        if self.state != MEMBER or self.has_left:
            return {}
        found = [LAGGING_LECTURES[state] for _key, state in self.lectures if state in LAGGING_LECTURES]
        if self.workshops_missing:
            found += [Lag.MISSED_WORKSHOP for _key, state in self.workshops if state == WorkshopState.MISSED]
        return {lag: found.count(lag) for lag in Lag if lag in found}

    @property
    def urgency(self) -> tuple[int, ...]:
        """Sorted by this, who needs a word first comes first: the most missed workshops, then unopened lectures, …"""
        lags = self.lags
        return (self.state != MEMBER, *(-lags.get(lag, 0) for lag in Lag))


@dataclass(frozen=True)
class NudgeFacts:
    progress: Progress
    is_closed: bool
    has_login: bool
    nudged_at: datetime | None


def lecture_state(facts: LectureFacts) -> LectureState:
    """L4: the survey is the gate; where none is asked, having watched or read it."""
    if facts.has_answered or (facts.is_seen_enough and not facts.asks_survey):
        return LectureState.DONE
    if facts.is_seen_enough:
        return LectureState.SURVEY_WAITS
    if not facts.is_available:
        return LectureState.UNAVAILABLE
    return LectureState.BEGUN if facts.seen_percent else LectureState.NOT_OPENED


def workshop_state(facts: WorkshopFacts, now: datetime) -> WorkshopState:
    if facts.booking == "attended":
        return WorkshopState.ATTENDED
    if facts.booking == "no_show":
        return WorkshopState.MISSED
    if facts.ends_at <= now:
        return _past(facts)
    if facts.booking == "confirmed":
        return WorkshopState.BOOKED
    return WorkshopState.WAITING if facts.booking in ("applied", "waitlisted", "offered") else WorkshopState.COMING


def _past(facts: WorkshopFacts) -> WorkshopState:
    if facts.booking == "confirmed":
        return WorkshopState.UNRECORDED
    return WorkshopState.MISSED if facts.member_since <= facts.starts_at else WorkshopState.EARLIER


def judge_completion(progress: Progress) -> Decision:
    """L6: all required lectures, and so many workshops attended. An empty list is a slip and completes nobody."""
    return Decision((*_membership(progress), *_missing(progress)))


def judge_nudging(facts: NudgeFacts, now: datetime) -> Decision:
    """A friendly word to who lags, not twice in seven days."""
    return Decision((*_membership(facts.progress), *_unreachable(facts), *_too_soon(facts, now)))


def _membership(progress: Progress) -> Iterator[Reason]:
    if progress.has_left:
        yield Reason.HAS_LEFT
    if progress.state == COMPLETED:
        yield Reason.ALREADY_COMPLETED
    elif progress.state != MEMBER:
        yield Reason.NOT_A_MEMBER


def _missing(progress: Progress) -> Iterator[Reason]:
    if not progress.lectures and not progress.required_workshops:
        yield Reason.NOTHING_REQUIRED
    if progress.lectures_missing:
        yield Reason.LECTURES_MISSING
    if progress.workshops_missing:
        yield Reason.WORKSHOPS_MISSING


def _unreachable(facts: NudgeFacts) -> Iterator[Reason]:
    if facts.is_closed:
        yield Reason.COHORT_CLOSED
    if not facts.has_login:
        yield Reason.NO_LOGIN


def _too_soon(facts: NudgeFacts, now: datetime) -> Iterator[Reason]:
    if not facts.progress.lags:
        yield Reason.LAGS_NOWHERE
    if facts.nudged_at is not None and now < facts.nudged_at + NUDGE_AGAIN_AFTER:
        yield Reason.REMINDED_LATELY


class Next(StrEnum):
    BOOK = "book"
    ANSWER = "answer"
    WATCH = "watch"
    COME = "come"
    WAIT = "wait"
    # All is done: only the completion itself has not been noted yet.
    FINISH = "finish"
    NOTHING = "nothing"


OF_LECTURES = {
    LectureState.SURVEY_WAITS: Next.ANSWER,
    LectureState.BEGUN: Next.WATCH,
    LectureState.NOT_OPENED: Next.WATCH,
}


def next_step(progress: Progress, can_be_booked: Collection[str]) -> tuple[Next, str]:
    """With the key of the lecture or workshop it is about. What has a day of its own comes before what can wait."""
    if progress.state == COMPLETED:
        return Next.NOTHING, ""
    if judge_completion(progress).is_allowed:
        return Next.FINISH, ""
    coming = [key for key, state in progress.workshops if state == WorkshopState.COMING and key in can_be_booked]
    if coming and progress.workshops_missing:
        return Next.BOOK, coming[0]
    for key, state in progress.lectures:
        if state in OF_LECTURES:
            return OF_LECTURES[state], key
    booked = [key for key, state in progress.workshops if state == WorkshopState.BOOKED]
    return (Next.COME, booked[0]) if booked else (Next.WAIT, "")
