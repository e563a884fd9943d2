from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.dates import TOKYO
from sessions.bookings.enums import Role
from sessions.bookings.rules.taking_part import (
    ApplyingFacts,
    PersonFacts,
    Reason,
    judge_applying,
    judge_taking_part,
    possible_roles,
    roles_in,
)
from sessions.meetings.enums import Audience
from tests.sessions.bookings.judged import (
    COHORT,
    DECLARED,
    EXPERIENCED,
    IN_TRAINING,
    NOBODY,
    SECOND,
    SESSION,
    WORKSHOP,
    Planned,
)
from tests.sessions.made import DURING_SIGN_UP, ENDS, SIGN_UP_CLOSES, SIGN_UP_OPENS, STARTS


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
