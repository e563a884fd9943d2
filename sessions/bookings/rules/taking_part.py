"""Who may take part in a meeting, who gets a seat, and what becomes of seats that come free (S2).

Frozen facts and an instant in, a decision with all reasons out, in the order of `Reason`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from portal.refusals import Decision, when

from ...meetings.enums import Audience
from ...meetings.rules import Hour
from ..enums import BOOKING_TRANSITIONS, BookingState, Role

ROLES = (Role.HELPER, Role.LEARNER)

# By the coordinator they are confirmed only where a seat is free.
NEEDS_A_SEAT = frozenset({BookingState.APPLIED, BookingState.WAITLISTED})

INVITATION_LASTS = timedelta(hours=48)
INVITATIONS_END_BEFORE = timedelta(days=1)
"""The start. Whoever is asked then could hardly pass the seat on any more."""

SHORTEST_INVITATION = timedelta(hours=6)
"""A shorter one would lapse during a shift at work, unread."""

LAST_CALL = timedelta(hours=1)
"""Before the start, like the last reminder. A seat freed later stays free: nobody would hear of it in time."""


class Reason(StrEnum):
    # applying
    NOT_REGISTERED = "not_registered"
    HAS_LEFT = "has_left"
    LOGIN_CLOSED = "login_closed"
    CANCELLED = "cancelled"
    OVER = "over"
    SIGN_UP_NOT_OPEN = "sign_up_not_open"
    SIGN_UP_CLOSED = "sign_up_closed"
    NOT_IN_COHORT = "not_in_cohort"
    EXPERIENCE_UNCONFIRMED = "experience_unconfirmed"
    NEITHER_EXPERIENCED_NOR_IN_TRAINING = "neither_experienced_nor_in_training"
    EXPERIENCED_ONLY = "experienced_only"
    TRAINING_ONLY = "training_only"
    HELPER_NEEDS_EXPERIENCE = "helper_needs_experience"
    NO_SUCH_SEATS = "no_such_seats"
    ALREADY_BOOKED = "already_booked"
    # what becomes of a booking; no clause of the programme
    NO_SEAT_FREE = "no_seat_free"
    SEAT_IS_FREE = "seat_is_free"
    INVITATION_LAPSED = "invitation_lapsed"
    WRONG_STATE = "wrong_state"


@dataclass(frozen=True)
class PersonFacts:
    """`is_in_training` asks for being in the foreign-origin training or applying for it; `cohorts` for being in."""

    is_registered: bool
    has_left: bool
    has_declared_experience: bool
    has_confirmed_experience: bool
    is_in_training: bool
    cohorts: frozenset[int] = frozenset()
    has_closed_login: bool = False

    @property
    def may_take_part(self) -> bool:
        """S2."""
        return self.has_confirmed_experience or self.is_in_training

    @property
    def waits_for_confirmation(self) -> bool:
        """R5: declared, and the office has not confirmed it yet."""
        return self.has_declared_experience and not self.has_confirmed_experience


class Bookable(Hour, Protocol):
    """A workshop is a cohort's, a consultation nobody's own."""

    cohort_id: int | None
    audience: str
    sign_up_opens_at: datetime
    sign_up_closes_at: datetime
    confirms_by_hand: bool

    def seats(self, role: str) -> int: ...


@dataclass(frozen=True)
class ApplyingFacts:
    """`let_an_invitation_lapse`: the person had signed up in time, and been accepted."""

    person: PersonFacts
    meeting: Bookable
    has_live_booking: bool = False
    let_an_invitation_lapse: bool = False


def roles_in(meeting: Bookable) -> tuple[Role, ...]:
    """Those that it has seats for, in order; a workshop has none for helpers."""
    seated = ROLES if meeting.cohort_id is None else (Role.LEARNER,)
    return tuple(role for role in seated if meeting.seats(role))


def judge_applying(facts: ApplyingFacts, role: str, now: datetime) -> Decision:
    """S2. A full meeting is no refusal: there is the waiting list."""
    person, meeting = facts.person, facts.meeting
    return Decision(
        (
            *when(not person.is_registered, Reason.NOT_REGISTERED),
            *when(person.has_left, Reason.HAS_LEFT),
            *_time_reasons(facts, now),
            *(_audience_reasons(person, meeting.audience, role) if meeting.cohort_id is None else ()),
            *when(meeting.cohort_id not in (None, *person.cohorts), Reason.NOT_IN_COHORT),
            *when(role not in roles_in(meeting), Reason.NO_SUCH_SEATS),
            *when(facts.has_live_booking, Reason.ALREADY_BOOKED),
        )
    )


def possible_roles(facts: ApplyingFacts, now: datetime) -> tuple[str, ...]:
    return tuple(role for role in roles_in(facts.meeting) if judge_applying(facts, role, now).is_allowed)


def judge_taking_part(facts: ApplyingFacts, now: datetime) -> Decision:
    """In any role; where none is possible, the reasons of all of them."""
    if possible_roles(facts, now):
        return Decision()
    decisions = [judge_applying(facts, role, now) for role in roles_in(facts.meeting) or (Role.LEARNER,)]
    found = {reason for decision in decisions for reason in decision.reasons}
    return Decision(tuple(reason for reason in Reason if reason in found))


def first_state(facts: ApplyingFacts, *, free: int, waiting: int) -> BookingState:
    """By rule at once, or by hand where the meeting says so; who had been accepted needs no hand a second time."""
    if facts.meeting.confirms_by_hand and not facts.let_an_invitation_lapse:
        return BookingState.APPLIED
    return BookingState.CONFIRMED if free and not waiting else BookingState.WAITLISTED


def judge_confirming(person: PersonFacts, meeting: Bookable, state: str, *, free: int, now: datetime) -> Decision:
    """By the coordinator. An invitation holds its seat already."""
    return Decision(
        (
            *when(person.has_left, Reason.HAS_LEFT),
            *when(person.has_closed_login, Reason.LOGIN_CLOSED),
            *_ended(meeting, now),
            *when(state in NEEDS_A_SEAT and not free, Reason.NO_SEAT_FREE),
            *when(state not in {*NEEDS_A_SEAT, BookingState.INVITED}, Reason.WRONG_STATE),
        )
    )


def judge_waitlisting(state: str, *, free: int, waiting: int) -> Decision:
    """By the coordinator. Whoever waits while a seat is free would be invited to it at once."""
    return Decision(
        (
            *when(bool(free) and not waiting, Reason.SEAT_IS_FREE),
            *when(BookingState.WAITLISTED not in BOOKING_TRANSITIONS[state], Reason.WRONG_STATE),
        )
    )


def judge_declining(state: str) -> Decision:
    return Decision(when(BookingState.DECLINED not in BOOKING_TRANSITIONS[state], Reason.WRONG_STATE))


def judge_cancelling(meeting: Bookable, state: str, now: datetime) -> Decision:
    return Decision(
        (
            *when(now >= meeting.ends_at, Reason.OVER),
            *when(BookingState.CANCELLED not in BOOKING_TRANSITIONS[state], Reason.WRONG_STATE),
        )
    )


def judge_accepting(meeting: Bookable, state: str, invited_until: datetime | None, now: datetime) -> Decision:
    """The invitation ends at `invited_until`, whether or not the clock has taken the seat back yet."""
    has_lapsed = state == BookingState.LAPSED or (invited_until is not None and now >= invited_until)
    return Decision(
        (
            *_ended(meeting, now),
            *when(has_lapsed, Reason.INVITATION_LAPSED),
            *when(state not in (BookingState.INVITED, BookingState.LAPSED), Reason.WRONG_STATE),
        )
    )


def judge_adding_guest(person: PersonFacts, meeting: Bookable, *, has_live_booking: bool, now: datetime) -> Decision:
    """An expert or interpreter sits beside the seats, and needs no experience confirmed."""
    return Decision(
        (
            *when(person.has_left, Reason.HAS_LEFT),
            *when(person.has_closed_login, Reason.LOGIN_CLOSED),
            *_ended(meeting, now),
            *when(has_live_booking, Reason.ALREADY_BOOKED),
        )
    )


def invitation_ends_at(now: datetime, starts_at: datetime) -> datetime | None:
    """After 48 hours or a day before the start, whichever is earlier.

    None: there is no time left to ask. The first in line, who has said that they want to come, is then confirmed
    at once, and can cancel with one press; asking each in turn would leave the seat empty.
    """
    end = min(now + INVITATION_LASTS, starts_at - INVITATIONS_END_BEFORE)
    return end if end - now >= SHORTEST_INVITATION else None


def invitation_ends_after_move(until: datetime, now: datetime, starts_at: datetime) -> datetime:
    """Not beyond the day before the new start; six hours are left to answer, as long as the hour before allows it."""
    shortened = max(starts_at - INVITATIONS_END_BEFORE, now + SHORTEST_INVITATION)
    return min(until, shortened, starts_at - LAST_CALL)


def can_move_up(meeting: Bookable, now: datetime) -> bool:
    return not meeting.is_cancelled and now < meeting.starts_at - LAST_CALL


def _time_reasons(facts: ApplyingFacts, now: datetime) -> Iterator[Reason]:
    """Of what has ended no window is told."""
    meeting = facts.meeting
    ended = _ended(meeting, now)
    yield from ended
    if ended or (facts.let_an_invitation_lapse and now < meeting.starts_at):
        return
    if now < meeting.sign_up_opens_at:
        yield Reason.SIGN_UP_NOT_OPEN
    elif now >= min(meeting.sign_up_closes_at, meeting.starts_at):
        yield Reason.SIGN_UP_CLOSED


def _ended(meeting: Bookable, now: datetime) -> tuple[Reason, ...]:
    if meeting.is_cancelled:
        return (Reason.CANCELLED,)
    return when(now >= meeting.ends_at, Reason.OVER)


def _audience_reasons(person: PersonFacts, audience: str, role: str) -> Iterator[Reason]:
    asks_experience = audience == Audience.EXPERIENCED or role == Role.HELPER or not person.may_take_part
    has_any_experience = person.has_confirmed_experience or person.has_declared_experience
    if person.waits_for_confirmation and asks_experience:
        yield Reason.EXPERIENCE_UNCONFIRMED
    elif not person.may_take_part:
        yield Reason.NEITHER_EXPERIENCED_NOR_IN_TRAINING
    if audience == Audience.EXPERIENCED:
        if not has_any_experience:
            yield Reason.EXPERIENCED_ONLY
        return
    if audience == Audience.COHORT and not person.is_in_training:
        yield Reason.TRAINING_ONLY
    if role == Role.HELPER and person.may_take_part and not has_any_experience:
        yield Reason.HELPER_NEEDS_EXPERIENCE
