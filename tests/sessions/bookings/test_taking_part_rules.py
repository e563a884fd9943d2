from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.dates import TOKYO
from sessions.bookings.enums import LIVE_STATES, BookingState, Role
from sessions.bookings.rules.taking_part import (
    ApplyingFacts,
    PersonFacts,
    Reason,
    can_move_up,
    first_state,
    invitation_ends_at,
    judge_accepting,
    judge_adding_guest,
    judge_applying,
    judge_cancelling,
    judge_confirming,
    judge_declining,
    judge_taking_part,
    judge_waitlisting,
    possible_roles,
    roles_in,
)
from sessions.meetings.enums import Audience
from tests.sessions.made import DURING_SIGN_UP, ENDS, SIGN_UP_CLOSES, SIGN_UP_OPENS, STARTS

SECOND = timedelta(seconds=1)
COHORT = 7
NOBODY = PersonFacts(
    is_registered=True,
    has_left=False,
    has_declared_experience=False,
    has_confirmed_experience=False,
    is_in_training=False,
)
DECLARED = replace(NOBODY, has_declared_experience=True)
EXPERIENCED = replace(DECLARED, has_confirmed_experience=True)
IN_TRAINING = replace(NOBODY, is_in_training=True)


@dataclass(frozen=True)
class Planned:
    """`roles` are those that it has seats for."""

    cohort_id: int | None = None
    audience: str = "both"
    roles: tuple[str, ...] = ("helper", "learner")
    sign_up_opens_at: datetime = SIGN_UP_OPENS
    sign_up_closes_at: datetime = SIGN_UP_CLOSES
    starts_at: datetime = STARTS
    ends_at: datetime = ENDS
    is_cancelled: bool = False
    confirms_by_hand: bool = False

    def seats(self, role: str) -> int:
        return self.roles.count(role)


SESSION = Planned()
WORKSHOP = Planned(cohort_id=COHORT, roles=("learner",))


def reasons(
    person: PersonFacts,
    meeting: Planned = SESSION,
    role: str = "learner",
    now: datetime = DURING_SIGN_UP,
    **more: Any,
) -> list[Reason]:
    return list(judge_applying(ApplyingFacts(person, meeting, **more), role, now).reasons)


@pytest.mark.parametrize(
    ("person", "audience", "role", "expected"),
    [
        (EXPERIENCED, "both", "helper", []),
        (EXPERIENCED, "both", "learner", []),
        (EXPERIENCED, "experienced", "helper", []),
        (EXPERIENCED, "cohort", "learner", [Reason.TRAINING_ONLY]),
        (IN_TRAINING, "both", "learner", []),
        (IN_TRAINING, "cohort", "learner", []),
        (IN_TRAINING, "both", "helper", [Reason.HELPER_NEEDS_EXPERIENCE]),
        (IN_TRAINING, "experienced", "learner", [Reason.EXPERIENCED_ONLY]),
        (DECLARED, "both", "learner", [Reason.EXPERIENCE_UNCONFIRMED]),
        (DECLARED, "experienced", "helper", [Reason.EXPERIENCE_UNCONFIRMED]),
        (DECLARED, "cohort", "learner", [Reason.EXPERIENCE_UNCONFIRMED, Reason.TRAINING_ONLY]),
        (replace(DECLARED, is_in_training=True), "both", "learner", []),
        (replace(DECLARED, is_in_training=True), "both", "helper", [Reason.EXPERIENCE_UNCONFIRMED]),
        (NOBODY, "both", "learner", [Reason.NEITHER_EXPERIENCED_NOR_IN_TRAINING]),
        (NOBODY, "experienced", "helper", [Reason.NEITHER_EXPERIENCED_NOR_IN_TRAINING, Reason.EXPERIENCED_ONLY]),
        (NOBODY, "cohort", "learner", [Reason.NEITHER_EXPERIENCED_NOR_IN_TRAINING, Reason.TRAINING_ONLY]),
    ],
)
def test_session_lets_in_its_audience(person: PersonFacts, audience: str, role: str, expected: list[Reason]) -> None:
    assert reasons(person, replace(SESSION, audience=audience), role) == expected


@pytest.mark.parametrize(
    ("person", "role", "expected"),
    [
        (replace(NOBODY, cohorts=frozenset({COHORT})), "learner", []),
        (replace(NOBODY, cohorts=frozenset({COHORT + 1})), "learner", [Reason.NOT_IN_COHORT]),
        (EXPERIENCED, "learner", [Reason.NOT_IN_COHORT]),
        (replace(EXPERIENCED, cohorts=frozenset({COHORT})), "helper", [Reason.NO_SUCH_SEATS]),
    ],
)
def test_workshop_is_for_learners_of_its_cohort(person: PersonFacts, role: str, expected: list[Reason]) -> None:
    assert reasons(person, WORKSHOP, role) == expected


def test_workshop_has_no_seats_for_helpers_whatever_was_planned() -> None:
    assert roles_in(replace(WORKSHOP, roles=("helper", "learner"))) == ("learner",)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (SIGN_UP_OPENS - SECOND, [Reason.SIGN_UP_NOT_OPEN]),
        (SIGN_UP_OPENS, []),
        (SIGN_UP_CLOSES - SECOND, []),
        (SIGN_UP_CLOSES, [Reason.SIGN_UP_CLOSED]),
        (STARTS, [Reason.SIGN_UP_CLOSED]),
        (ENDS - SECOND, [Reason.SIGN_UP_CLOSED]),
        (ENDS, [Reason.OVER]),
    ],
)
def test_sign_up_has_its_window(now: datetime, expected: list[Reason]) -> None:
    assert reasons(EXPERIENCED, now=now) == expected


def test_sign_up_never_goes_on_after_the_start() -> None:
    assert reasons(EXPERIENCED, replace(SESSION, sign_up_closes_at=ENDS), now=STARTS) == [Reason.SIGN_UP_CLOSED]


def test_all_reasons_are_told_in_their_order() -> None:
    gone = replace(NOBODY, is_registered=False, has_left=True)
    meeting = replace(SESSION, audience="experienced", roles=("helper",), is_cancelled=True)

    assert reasons(gone, meeting, "learner", has_live_booking=True) == [
        Reason.NOT_REGISTERED,
        Reason.HAS_LEFT,
        Reason.CANCELLED,
        Reason.NEITHER_EXPERIENCED_NOR_IN_TRAINING,
        Reason.EXPERIENCED_ONLY,
        Reason.NO_SUCH_SEATS,
        Reason.ALREADY_BOOKED,
    ]


def test_who_let_an_invitation_lapse_may_come_back_until_the_start() -> None:
    late = {"now": STARTS - SECOND, "let_an_invitation_lapse": True}

    assert reasons(EXPERIENCED, **late) == []
    assert reasons(EXPERIENCED, **{**late, "now": STARTS}) == [Reason.SIGN_UP_CLOSED]
    assert reasons(EXPERIENCED, replace(SESSION, is_cancelled=True), **late) == [Reason.CANCELLED]


@pytest.mark.parametrize(
    ("person", "roles"),
    [(EXPERIENCED, ("helper", "learner")), (IN_TRAINING, ("learner",)), (DECLARED, ()), (NOBODY, ())],
)
def test_only_possible_roles_can_be_chosen(person: PersonFacts, roles: tuple[str, ...]) -> None:
    assert possible_roles(ApplyingFacts(person, SESSION), DURING_SIGN_UP) == roles


def test_where_no_role_is_possible_the_reasons_of_all_are_told() -> None:
    no_learners = replace(SESSION, roles=("helper",))
    in_order = (Reason.HELPER_NEEDS_EXPERIENCE,)

    assert judge_taking_part(ApplyingFacts(IN_TRAINING, SESSION), DURING_SIGN_UP).reasons == ()
    assert judge_taking_part(ApplyingFacts(IN_TRAINING, no_learners), DURING_SIGN_UP).reasons == in_order
    assert judge_taking_part(ApplyingFacts(EXPERIENCED, replace(SESSION, roles=())), DURING_SIGN_UP).reasons == (
        Reason.NO_SUCH_SEATS,
    )


people = st.builds(
    PersonFacts,
    is_registered=st.booleans(),
    has_left=st.booleans(),
    has_declared_experience=st.booleans(),
    has_confirmed_experience=st.booleans(),
    is_in_training=st.booleans(),
    cohorts=st.frozensets(st.sampled_from([COHORT, COHORT + 1])),
)
meetings = st.builds(
    replace,
    st.just(SESSION),
    cohort_id=st.sampled_from([None, COHORT]),
    audience=st.sampled_from(list(Audience)),
    roles=st.sampled_from([("helper", "learner"), ("helper",), ("learner",), ()]),
    is_cancelled=st.booleans(),
)
instants = st.datetimes(datetime(2026, 4, 1), datetime(2026, 7, 1), timezones=st.just(TOKYO))


@given(people, meetings, st.sampled_from(list(Role)), instants, st.booleans(), st.booleans())
def test_whoever_gets_in_fulfils_everything(
    person: PersonFacts, meeting: Planned, role: str, now: datetime, booked: bool, lapsed: bool
) -> None:
    decision = judge_applying(ApplyingFacts(person, meeting, booked, lapsed), role, now)

    assert list(decision.reasons) == [reason for reason in Reason if reason in decision.reasons]
    if decision.is_allowed:
        assert not person.has_left
        assert now < meeting.starts_at
        assert role in meeting.roles
        assert person.may_take_part if meeting.cohort_id is None else meeting.cohort_id in person.cohorts
        assert person.has_confirmed_experience or role == "learner"


@pytest.mark.parametrize(
    ("by_hand", "lapsed", "free", "waiting", "state"),
    [
        (False, False, 1, 0, "confirmed"),
        (False, False, 0, 0, "waitlisted"),
        (False, False, 1, 1, "waitlisted"),
        (True, False, 1, 0, "applied"),
        (True, False, 0, 3, "applied"),
        (True, True, 1, 0, "confirmed"),
        (True, True, 0, 0, "waitlisted"),
    ],
)
def test_first_state(by_hand: bool, lapsed: bool, free: int, waiting: int, state: str) -> None:
    meeting = replace(SESSION, confirms_by_hand=by_hand)
    facts = ApplyingFacts(EXPERIENCED, meeting, let_an_invitation_lapse=lapsed)

    assert first_state(facts, free=free, waiting=waiting) == state


@pytest.mark.parametrize(
    ("before", "lasts"),
    [
        (timedelta(days=10), timedelta(hours=48)),
        (timedelta(hours=72), timedelta(hours=48)),
        (timedelta(hours=71), timedelta(hours=47)),
        (timedelta(hours=30), timedelta(hours=6)),
        (timedelta(hours=30) - SECOND, None),
        (timedelta(hours=24), None),
        (timedelta(hours=2), None),
    ],
)
def test_invitation_lasts_two_days_or_until_a_day_before(before: timedelta, lasts: timedelta | None) -> None:
    now = STARTS - before

    assert invitation_ends_at(now, STARTS) == (None if lasts is None else now + lasts)


def test_list_moves_until_an_hour_before_the_start() -> None:
    assert can_move_up(SESSION, STARTS - timedelta(hours=1) - SECOND)
    assert not can_move_up(SESSION, STARTS - timedelta(hours=1))
    assert not can_move_up(replace(SESSION, is_cancelled=True), DURING_SIGN_UP)


@pytest.mark.parametrize("state", list(BookingState))
def test_coordinator_confirms_who_has_no_place_yet(state: str) -> None:
    decision = judge_confirming(EXPERIENCED, SESSION, state, free=1, now=DURING_SIGN_UP)

    assert decision.is_allowed == (state in ("applied", "waitlisted", "offered"))


def test_confirming_asks_for_a_seat_unless_an_invitation_holds_one() -> None:
    def told(state: str) -> tuple[Reason, ...]:
        return judge_confirming(EXPERIENCED, SESSION, state, free=0, now=DURING_SIGN_UP).reasons

    assert [told("applied"), told("waitlisted"), told("offered")] == [
        (Reason.NO_SEAT_FREE,),
        (Reason.NO_SEAT_FREE,),
        (),
    ]


def test_confirming_names_everything_in_the_way() -> None:
    gone = replace(EXPERIENCED, has_left=True)

    assert judge_confirming(gone, SESSION, "applied", free=0, now=ENDS).reasons == (
        Reason.HAS_LEFT,
        Reason.OVER,
        Reason.NO_SEAT_FREE,
    )


def test_nobody_is_put_on_the_list_while_a_seat_is_free() -> None:
    assert judge_waitlisting("applied", free=0, waiting=0).is_allowed
    assert judge_waitlisting("applied", free=1, waiting=1).is_allowed
    assert judge_waitlisting("applied", free=1, waiting=0).reasons == (Reason.SEAT_IS_FREE,)
    assert judge_waitlisting("confirmed", free=0, waiting=0).reasons == (Reason.WRONG_STATE,)


@pytest.mark.parametrize("state", list(BookingState))
def test_declining_and_cancelling_fit_their_states(state: str) -> None:
    assert judge_declining(state).is_allowed == (state in ("applied", "waitlisted"))
    cancellable = LIVE_STATES - {"attended", "no_show"}
    assert judge_cancelling(SESSION, state, DURING_SIGN_UP).is_allowed == (state in cancellable)


def test_what_is_over_is_not_cancelled() -> None:
    assert judge_cancelling(SESSION, "confirmed", ENDS - SECOND).is_allowed
    assert judge_cancelling(SESSION, "confirmed", ENDS).reasons == (Reason.OVER,)


@pytest.mark.parametrize(
    ("state", "until", "expected"),
    [
        ("offered", DURING_SIGN_UP + SECOND, ()),
        ("offered", DURING_SIGN_UP, (Reason.INVITATION_LAPSED,)),
        ("lapsed", None, (Reason.INVITATION_LAPSED,)),
        ("cancelled", None, (Reason.WRONG_STATE,)),
        ("waitlisted", None, (Reason.WRONG_STATE,)),
    ],
)
def test_invitation_is_accepted_in_time(state: str, until: datetime | None, expected: tuple[Reason, ...]) -> None:
    assert judge_accepting(SESSION, state, until, DURING_SIGN_UP).reasons == expected


def test_inviting_asks_neither_experience_nor_window() -> None:
    assert judge_adding_guest(NOBODY, SESSION, has_live_booking=False, now=SIGN_UP_CLOSES).is_allowed
    gone = replace(NOBODY, has_left=True)
    assert judge_adding_guest(gone, SESSION, has_live_booking=True, now=ENDS).reasons == (
        Reason.HAS_LEFT,
        Reason.OVER,
        Reason.ALREADY_BOOKED,
    )
