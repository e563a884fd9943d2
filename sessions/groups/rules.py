"""Who joins a cohort (J1, L6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from portal.dates import tokyo_day
from portal.refusals import Decision, when

from .enums import IN_COHORT_STATES, MEMBERSHIP_TRANSITIONS, MembershipState

INVITATION_VALID = timedelta(days=14)


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
        return self.state == MembershipState.INVITED and self.invited_until is not None and self.invited_until <= now


def judge_applying(facts: EnrolmentFacts, now: datetime) -> Decision:
    """Within the window, both days included, by those in the foreign-origin training or on the way into it (J1).
    A lapsed invitation is as good as none."""
    today = tokyo_day(now)
    return Decision(
        (
            *_person(facts),
            *when(facts.is_closed, Reason.COHORT_CLOSED),
            *when(today < facts.enrols_from, Reason.NOT_OPEN_YET),
            *when(today > facts.enrols_until, Reason.ENROLMENT_OVER),
            *_standing(facts, now),
        )
    )


def judge_inviting(facts: EnrolmentFacts, now: datetime) -> Decision:
    """The window is for applications: late-comers are invited. A lapsed invitation is renewed."""
    return Decision(
        (
            *_person(facts),
            *when(facts.has_closed_login, Reason.LOGIN_CLOSED),
            *when(facts.is_closed, Reason.COHORT_CLOSED),
            *_standing(facts, now),
        )
    )


def judge_taking_up(facts: EnrolmentFacts, now: datetime) -> Decision:
    """The invited person says yes."""
    is_inside = facts.state in IN_COHORT_STATES
    return Decision(
        (
            *when(facts.has_left, Reason.HAS_LEFT),
            *when(facts.is_closed, Reason.COHORT_CLOSED),
            *when(is_inside, Reason.ALREADY_MEMBER),
            *when(not is_inside and facts.state != MembershipState.INVITED, Reason.NOT_INVITED),
            *when(facts.has_lapsed(now), Reason.INVITATION_EXPIRED),
        )
    )


def judge_turning_down(facts: EnrolmentFacts) -> Decision:
    """The invited person says no: even late, and even when the cohort has closed."""
    return Decision(when(facts.state != MembershipState.INVITED, Reason.NOT_INVITED))


def judge_admitting(facts: EnrolmentFacts) -> Decision:
    """The coordinator says yes to an application."""
    return Decision(
        (
            *when(facts.has_left, Reason.HAS_LEFT),
            *when(facts.has_closed_login, Reason.LOGIN_CLOSED),
            *when(facts.is_closed, Reason.COHORT_CLOSED),
            *judge_ending_application(facts).reasons,
        )
    )


def judge_ending_application(facts: EnrolmentFacts) -> Decision:
    """The coordinator says no; or the applicant takes it back, even when the cohort has closed."""
    is_inside = facts.state in IN_COHORT_STATES
    return Decision(
        (
            *when(is_inside, Reason.ALREADY_MEMBER),
            *when(not is_inside and facts.state != MembershipState.APPLIED, Reason.NO_APPLICATION),
        )
    )


def judge_removal(facts: EnrolmentFacts) -> Decision:
    """Who has completed stays: the certificate says so."""
    may_leave = MembershipState.LEFT in MEMBERSHIP_TRANSITIONS.get(facts.state, ())
    return Decision(when(not may_leave, Reason.NOT_A_MEMBER))


def _person(facts: EnrolmentFacts) -> tuple[Reason, ...]:
    return (*when(facts.has_left, Reason.HAS_LEFT), *when(not facts.is_in_training, Reason.NOT_IN_TRAINING))


def _standing(facts: EnrolmentFacts, now: datetime) -> tuple[Reason, ...]:
    is_invited = facts.state == MembershipState.INVITED and not facts.has_lapsed(now)
    return (
        *when(facts.state in IN_COHORT_STATES, Reason.ALREADY_MEMBER),
        *when(is_invited, Reason.ALREADY_INVITED),
        *when(facts.state == MembershipState.APPLIED, Reason.ALREADY_APPLIED),
    )
