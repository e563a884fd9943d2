"""Who joins a cohort (J1, L6). States come in as plain strings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from portal.dates import tokyo_day
from portal.refusals import Decision

INVITATION_VALID = timedelta(days=14)


@dataclass(frozen=True)
class EnrolmentFacts:
    """One person and one cohort. `state` is that of their membership, empty where there is none."""

    has_left: bool
    is_in_training: bool
    is_closed: bool
    enrols_from: date
    enrols_until: date
    state: str = ""
    invited_until: datetime | None = None
    has_closed_login: bool = False

    def has_lapsed(self, now: datetime) -> bool:
        return self.state == INVITED and self.invited_until is not None and self.invited_until <= now


def judge_applying(facts: EnrolmentFacts, now: datetime) -> Decision:
    """Within the window, both days included, by those in the foreign-origin training or on the way into it (J1).
    A lapsed invitation is as good as none."""
    return Decision((*_person(facts), *_window(facts, tokyo_day(now)), *_standing(facts, now)))


def judge_inviting(facts: EnrolmentFacts, now: datetime) -> Decision:
    """The window is for applications: late-comers are invited. A lapsed invitation is renewed."""
    return Decision((*_person(facts), *_login(facts), *_closed(facts), *_standing(facts, now)))


def judge_taking_up(facts: EnrolmentFacts, now: datetime) -> Decision:
    """The invited person says yes."""
    return Decision((*_left(facts), *_closed(facts), *_invitation(facts, now)))


def judge_turning_down(facts: EnrolmentFacts) -> Decision:
    """The invited person says no: even late, and even when the cohort has closed."""
    return Decision(() if facts.state == INVITED else (Reason.NOT_INVITED,))


def judge_admitting(facts: EnrolmentFacts) -> Decision:
    """The coordinator says yes to an application."""
    return Decision((*_left(facts), *_login(facts), *_closed(facts), *_application(facts)))


def judge_rejecting(facts: EnrolmentFacts) -> Decision:
    return Decision(tuple(_application(facts)))


def judge_taking_back(facts: EnrolmentFacts) -> Decision:
    """By the applicant, even when the cohort has closed."""
    return Decision(tuple(_application(facts)))


def judge_removal(facts: EnrolmentFacts) -> Decision:
    """Who has completed stays: the certificate says so."""
    return Decision(() if facts.state == MEMBER else (Reason.NOT_A_MEMBER,))


def _person(facts: EnrolmentFacts) -> Iterator[Reason]:
    yield from _left(facts)
    if not facts.is_in_training:
        yield Reason.NOT_IN_TRAINING


def _left(facts: EnrolmentFacts) -> Iterator[Reason]:
    if facts.has_left:
        yield Reason.HAS_LEFT


def _login(facts: EnrolmentFacts) -> Iterator[Reason]:
    """For what the office asks or grants: nobody would hear of it."""
    if facts.has_closed_login:
        yield Reason.LOGIN_CLOSED


def _closed(facts: EnrolmentFacts) -> Iterator[Reason]:
    if facts.is_closed:
        yield Reason.COHORT_CLOSED


def _window(facts: EnrolmentFacts, today: date) -> Iterator[Reason]:
    yield from _closed(facts)
    if today < facts.enrols_from:
        yield Reason.NOT_OPEN_YET
    if today > facts.enrols_until:
        yield Reason.ENROLMENT_OVER


def _standing(facts: EnrolmentFacts, now: datetime) -> Iterator[Reason]:
    if facts.state in (MEMBER, COMPLETED):
        yield Reason.ALREADY_MEMBER
    if facts.state == INVITED and not facts.has_lapsed(now):
        yield Reason.ALREADY_INVITED
    if facts.state == APPLIED:
        yield Reason.ALREADY_APPLIED


def _invitation(facts: EnrolmentFacts, now: datetime) -> Iterator[Reason]:
    if facts.state in (MEMBER, COMPLETED):
        yield Reason.ALREADY_MEMBER
    elif facts.state != INVITED:
        yield Reason.NOT_INVITED
    elif facts.has_lapsed(now):
        yield Reason.INVITATION_EXPIRED


def _application(facts: EnrolmentFacts) -> Iterator[Reason]:
    if facts.state in (MEMBER, COMPLETED):
        yield Reason.ALREADY_MEMBER
    elif facts.state != APPLIED:
        yield Reason.NO_APPLICATION


INVITED, APPLIED, MEMBER, COMPLETED = "invited", "applied", "member", "completed"


class Reason(StrEnum):
    # joining
    HAS_LEFT = "has_left"
    LOGIN_CLOSED = "login_closed"
    NOT_IN_TRAINING = "not_in_training"
    COHORT_CLOSED = "cohort_closed"
    NOT_OPEN_YET = "not_open_yet"
    ENROLMENT_OVER = "enrolment_over"
    ALREADY_MEMBER = "already_member"
    ALREADY_INVITED = "already_invited"
    ALREADY_APPLIED = "already_applied"
    NOT_INVITED = "not_invited"
    INVITATION_EXPIRED = "invitation_expired"
    NO_APPLICATION = "no_application"
    NOT_A_MEMBER = "not_a_member"
    # completing
    ALREADY_COMPLETED = "already_completed"
    NOTHING_REQUIRED = "nothing_required"
    LECTURES_MISSING = "lectures_missing"
    WORKSHOPS_MISSING = "workshops_missing"
    # reminding
    LAGS_NOWHERE = "lags_nowhere"
    REMINDED_LATELY = "reminded_lately"
    NO_LOGIN = "no_login"
