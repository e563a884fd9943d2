"""How far the members of a cohort have come, who needs a word, and when the training is completed (L4, L6).

Lectures and workshops come in by their keys, as plain strings.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from portal.refusals import Decision, when
from surveys.rules import LectureFacts

from ...bookings.enums import LIVE_STATES, BookingState
from ...groups.enums import MembershipState
from ...groups.rules import Reason

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


class Taught(Protocol):
    """A workshop, as far as these rules look at it."""

    @property
    def starts_at(self) -> datetime: ...

    @property
    def ends_at(self) -> datetime: ...


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
    def lags(self) -> dict[Lag, list[str]]:
        """What is behind, in the order of Lag. Nothing for who is no member, or has completed."""
        if self.state != MembershipState.MEMBER or self.has_left:
            return {}
        found = [(LAGGING_LECTURES.get(state), key) for key, state in self.lectures]
        if self.workshops_missing:
            found += [(Lag.MISSED_WORKSHOP, key) for key, state in self.workshops if state == WorkshopState.MISSED]
        behind = {lag: [key for why, key in found if why == lag] for lag in Lag}
        return {lag: keys for lag, keys in behind.items() if keys}

    @property
    def urgency(self) -> tuple[int, ...]:
        """Sorted by this, who needs a word first comes first: the most missed workshops, then unopened lectures, …"""
        lags = self.lags
        return (self.state != MembershipState.MEMBER, *(-len(lags.get(lag, ())) for lag in Lag))


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


def workshop_state(workshop: Taught, booking: str, *, member_since: datetime, now: datetime) -> WorkshopState:
    """`booking` is the state of the member's booking, empty where there is none."""
    if booking == BookingState.ATTENDED:
        return WorkshopState.ATTENDED
    if booking == BookingState.NO_SHOW:
        return WorkshopState.MISSED
    is_over = workshop.ends_at <= now
    if booking == BookingState.CONFIRMED:
        return WorkshopState.UNRECORDED if is_over else WorkshopState.BOOKED
    if is_over:
        return WorkshopState.MISSED if member_since <= workshop.starts_at else WorkshopState.EARLIER
    return WorkshopState.WAITING if booking in LIVE_STATES else WorkshopState.COMING


def judge_completion(progress: Progress) -> Decision:
    """L6: all required lectures, and so many workshops attended. An empty list is a slip and completes nobody."""
    return Decision(
        (
            *_membership(progress),
            *when(not progress.lectures and not progress.required_workshops, Reason.NOTHING_REQUIRED),
            *when(progress.lectures_missing > 0, Reason.LECTURES_MISSING),
            *when(progress.workshops_missing > 0, Reason.WORKSHOPS_MISSING),
        )
    )


def judge_nudging(facts: NudgeFacts, now: datetime) -> Decision:
    """A friendly word to who lags, not twice in seven days."""
    is_too_soon = facts.nudged_at is not None and now < facts.nudged_at + NUDGE_AGAIN_AFTER
    return Decision(
        (
            *_membership(facts.progress),
            *when(facts.is_closed, Reason.COHORT_CLOSED),
            *when(not facts.has_login, Reason.NO_LOGIN),
            *when(not facts.progress.lags, Reason.LAGS_NOWHERE),
            *when(is_too_soon, Reason.REMINDED_LATELY),
        )
    )


def _membership(progress: Progress) -> tuple[Reason, ...]:
    has_completed = progress.state == MembershipState.COMPLETED
    return (
        *when(progress.has_left, Reason.HAS_LEFT),
        *when(has_completed, Reason.ALREADY_COMPLETED),
        *when(not has_completed and progress.state != MembershipState.MEMBER, Reason.NOT_A_MEMBER),
    )


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
    if progress.state == MembershipState.COMPLETED:
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
