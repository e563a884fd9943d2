"""When a session can be planned, moved, given other seats, announced and cancelled (S1, S3).

Every function judges frozen facts and answers with all reasons at once, in a fixed order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from portal.dates import start_of_day, tokyo_day
from portal.refusals import Decision, when

from ..meetings.enums import MeetingKind
from ..meetings.rules import Hour

LONGEST_MEETING = timedelta(hours=12)
"""A longer one is a mistyped time."""


class Reason(StrEnum):
    IS_CANCELLED = "is_cancelled"
    HAS_STARTED = "has_started"
    ENDS_BEFORE_START = "ends_before_start"
    OVER_TWELVE_HOURS = "over_twelve_hours"
    STARTS_IN_THE_PAST = "starts_in_the_past"
    NOT_MOVED = "not_moved"
    OTHER_FISCAL_YEAR = "other_fiscal_year"
    NUMBER_TAKEN = "number_taken"
    COHORT_MISSING = "cohort_missing"
    TITLE_MISSING = "title_missing"
    NO_SEATS = "no_seats"
    SIGN_UP_ENDS_BEFORE_IT_OPENS = "sign_up_ends_before_it_opens"
    SIGN_UP_ENDS_AFTER_START = "sign_up_ends_after_start"
    HELPERS_LOSE_SEATS = "helpers_lose_seats"
    LEARNERS_LOSE_SEATS = "learners_lose_seats"
    IS_WORKSHOP = "is_workshop"
    IS_ANNOUNCED = "is_announced"
    ANNOUNCED_AFTER_START = "announced_after_start"
    NO_INDEX_PAGE = "no_index_page"


@dataclass(frozen=True)
class Times:
    """Sign-up and meeting, both half open."""

    starts_at: datetime
    ends_at: datetime
    sign_up_opens_at: datetime
    sign_up_closes_at: datetime


class Plan(Hour, Protocol):
    """As it would be, with what coordinators give it."""

    kind: str
    cohort_id: int | None
    title: object
    helper_seats: int
    learner_seats: int
    sign_up_opens_at: datetime
    sign_up_closes_at: datetime


@dataclass(frozen=True)
class RoleSeats:
    """`freed` counts those who are named to lose their seat."""

    wanted: int
    taken: int
    freed: int = 0

    @property
    def are_too_few(self) -> bool:
        return self.wanted < self.taken - self.freed


def judge_plan(plan: Plan, *, is_number_taken: bool, now: datetime) -> Decision:
    return Decision(
        (
            *_time_reasons(plan, now),
            *when(is_number_taken, Reason.NUMBER_TAKEN),
            *when(plan.kind == MeetingKind.WORKSHOP and plan.cohort_id is None, Reason.COHORT_MISSING),
            *when(plan.kind == MeetingKind.WORKSHOP and not plan.title, Reason.TITLE_MISSING),
            *when(plan.helper_seats + plan.learner_seats == 0, Reason.NO_SEATS),
            *_sign_up_reasons(plan),
        )
    )


def judge_change(plan: Plan, now: datetime) -> Decision:
    """Of everything but times and seats, until the end: a link may fail in the first minutes. What was held stays."""
    return Decision(
        (
            *judge_cancelling(plan, now).reasons,
            *when(plan.kind == MeetingKind.WORKSHOP and not plan.title, Reason.TITLE_MISSING),
            *_sign_up_reasons(plan),
        )
    )


def judge_move(hour: Hour, times: Times, *, is_announced_for_its_year: bool, now: datetime) -> Decision:
    """Announced pages carry number and fiscal year in their titles and addresses; these can't change any more."""
    is_same = (times.starts_at, times.ends_at) == (hour.starts_at, hour.ends_at)
    return Decision(
        (
            *when(hour.is_cancelled, Reason.IS_CANCELLED),
            *when(hour.starts_at <= now, Reason.HAS_STARTED),
            *_time_reasons(times, now),
            *when(is_same, Reason.NOT_MOVED),
            *when(is_announced_for_its_year, Reason.OTHER_FISCAL_YEAR),
            *_sign_up_reasons(times),
        )
    )


def judge_seats(hour: Hour, helpers: RoleSeats, learners: RoleSeats, now: datetime) -> Decision:
    """Seats are never lowered under those taken, unless who loses theirs is named."""
    return Decision(
        (
            *judge_cancelling(hour, now).reasons,
            *when(helpers.wanted + learners.wanted == 0, Reason.NO_SEATS),
            *when(helpers.are_too_few, Reason.HELPERS_LOSE_SEATS),
            *when(learners.are_too_few, Reason.LEARNERS_LOSE_SEATS),
        )
    )


def judge_cancelling(hour: Hour, now: datetime) -> Decision:
    """Until its end: it may fall through in its first minutes."""
    return Decision((*when(hour.is_cancelled, Reason.IS_CANCELLED), *when(hour.ends_at <= now, Reason.HAS_STARTED)))


def judge_announcement(plan: Plan, *, indexes: int, live: int, live_at: datetime) -> Decision:
    """S3: the session is told to the public before it begins, or not at all. So many of its pages are live, one below
    each index page, or will be from a moment on."""
    return Decision(
        (
            *when(plan.is_cancelled, Reason.IS_CANCELLED),
            *when(plan.kind == MeetingKind.WORKSHOP, Reason.IS_WORKSHOP),
            *when(live_at >= plan.starts_at, Reason.ANNOUNCED_AFTER_START),
            *when(indexes == 0, Reason.NO_INDEX_PAGE),
            *when(0 < indexes <= live, Reason.IS_ANNOUNCED),
        )
    )


def usual_closing(starts_at: datetime, opens_at: datetime) -> datetime:
    """Sign-up ends with the day before, or with the start where that is too late already."""
    day_before_is_over = start_of_day(tokyo_day(starts_at))
    return day_before_is_over if day_before_is_over > opens_at else starts_at


def closing_moved_along(closes_at: datetime, opens_at: datetime, before: datetime, after: datetime) -> datetime:
    """As many days before the session as it was."""
    closing = closes_at + (tokyo_day(after) - tokyo_day(before))
    return min(closing, after) if closing > opens_at else usual_closing(after, opens_at)


def _time_reasons(times: Times | Plan, now: datetime) -> Iterator[Reason]:
    if times.ends_at <= times.starts_at:
        yield Reason.ENDS_BEFORE_START
    if times.ends_at - times.starts_at > LONGEST_MEETING:
        yield Reason.OVER_TWELVE_HOURS
    if times.starts_at <= now:
        yield Reason.STARTS_IN_THE_PAST


def _sign_up_reasons(times: Times | Plan) -> Iterator[Reason]:
    if times.sign_up_closes_at <= times.sign_up_opens_at:
        yield Reason.SIGN_UP_ENDS_BEFORE_IT_OPENS
    if times.sign_up_closes_at > times.starts_at:
        yield Reason.SIGN_UP_ENDS_AFTER_START
