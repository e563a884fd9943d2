"""Who joins a cohort, whose window is all of May (J1, L6). It is Friday 15 May 2026, noon in Tokyo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from portal.dates import TOKYO
from portal.refusals import Decision
from sessions.groups.enums import MembershipState
from sessions.groups.rules import (
    INVITATION_VALID,
    EnrolmentFacts,
    Reason,
    judge_admitting,
    judge_applying,
    judge_ending_application,
    judge_inviting,
    judge_removal,
    judge_taking_up,
    judge_turning_down,
)

TODAY = date(2026, 5, 15)
NOW = datetime(2026, 5, 15, 12, tzinfo=TOKYO)
DAY, MOMENT = timedelta(days=1), timedelta(microseconds=1)
OPEN = EnrolmentFacts(
    has_left=False,
    is_in_training=True,
    is_closed=False,
    enrols_from=date(2026, 5, 1),
    enrols_until=date(2026, 5, 31),
)
APPLIED = replace(OPEN, state="applied")
INVITED = replace(OPEN, state="invited", invited_until=NOW + DAY)


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({}, ()),
        ({"enrols_from": TODAY, "enrols_until": TODAY}, ()),
        ({"enrols_from": TODAY + DAY}, (Reason.NOT_OPEN_YET,)),
        ({"enrols_until": TODAY - DAY}, (Reason.ENROLMENT_OVER,)),
        ({"is_closed": True}, (Reason.COHORT_CLOSED,)),
        ({"is_in_training": False}, (Reason.NOT_IN_TRAINING,)),
        # Only what the office asks or grants waits for a login.
        ({"has_closed_login": True}, ()),
        ({"state": "invited"}, (Reason.ALREADY_INVITED,)),
        ({"state": "invited", "invited_until": NOW + MOMENT}, (Reason.ALREADY_INVITED,)),
        ({"state": "invited", "invited_until": NOW}, ()),
        ({"state": "applied"}, (Reason.ALREADY_APPLIED,)),
        ({"state": "member"}, (Reason.ALREADY_MEMBER,)),
        ({"state": "completed"}, (Reason.ALREADY_MEMBER,)),
        ({"state": "declined"}, ()),
        ({"state": "left"}, ()),
        (
            {
                "has_left": True,
                "is_in_training": False,
                "is_closed": True,
                "enrols_until": TODAY - DAY,
                "state": "applied",
            },
            (
                Reason.HAS_LEFT,
                Reason.NOT_IN_TRAINING,
                Reason.COHORT_CLOSED,
                Reason.ENROLMENT_OVER,
                Reason.ALREADY_APPLIED,
            ),
        ),
    ],
)
def test_application_is_refused_for_all_reasons_at_once(changes: dict[str, Any], reasons: tuple[Reason, ...]) -> None:
    assert judge_applying(replace(OPEN, **changes), NOW) == Decision(reasons)


@pytest.mark.parametrize(
    ("now", "reasons"),
    [
        (datetime(2026, 5, 1, tzinfo=TOKYO) - MOMENT, (Reason.NOT_OPEN_YET,)),
        (datetime(2026, 5, 1, tzinfo=TOKYO), ()),
        (datetime(2026, 6, 1, tzinfo=TOKYO) - MOMENT, ()),
        (datetime(2026, 6, 1, tzinfo=TOKYO), (Reason.ENROLMENT_OVER,)),
    ],
)
def test_window_lasts_from_midnight_to_midnight_in_tokyo(now: datetime, reasons: tuple[Reason, ...]) -> None:
    assert judge_applying(OPEN, now) == Decision(reasons)


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({"enrols_until": TODAY - DAY}, ()),
        ({"enrols_from": TODAY + DAY}, ()),
        ({"has_closed_login": True}, (Reason.LOGIN_CLOSED,)),
        ({"state": "invited", "invited_until": NOW + MOMENT}, (Reason.ALREADY_INVITED,)),
        ({"state": "invited", "invited_until": NOW}, ()),
        (
            {
                "has_left": True,
                "is_in_training": False,
                "has_closed_login": True,
                "is_closed": True,
                "state": "member",
            },
            (
                Reason.HAS_LEFT,
                Reason.NOT_IN_TRAINING,
                Reason.LOGIN_CLOSED,
                Reason.COHORT_CLOSED,
                Reason.ALREADY_MEMBER,
            ),
        ),
    ],
)
def test_invitation_is_not_bound_to_the_window_and_is_renewed_once_lapsed(
    changes: dict[str, Any], reasons: tuple[Reason, ...]
) -> None:
    assert judge_inviting(replace(OPEN, **changes), NOW) == Decision(reasons)


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({"invited_until": NOW + MOMENT}, ()),
        ({"invited_until": NOW}, (Reason.INVITATION_EXPIRED,)),
        ({"state": "member"}, (Reason.ALREADY_MEMBER,)),
        ({"state": "completed"}, (Reason.ALREADY_MEMBER,)),
        ({"state": "declined"}, (Reason.NOT_INVITED,)),
        ({"state": ""}, (Reason.NOT_INVITED,)),
        (
            {"has_left": True, "is_closed": True, "invited_until": NOW},
            (Reason.HAS_LEFT, Reason.COHORT_CLOSED, Reason.INVITATION_EXPIRED),
        ),
    ],
)
def test_invitation_is_taken_up_while_it_stands(changes: dict[str, Any], reasons: tuple[Reason, ...]) -> None:
    assert judge_taking_up(replace(INVITED, **changes), NOW) == Decision(reasons)


@pytest.mark.parametrize(("after", "reasons"), [(14 * DAY - MOMENT, ()), (14 * DAY, (Reason.INVITATION_EXPIRED,))])
def test_invitation_stands_for_fourteen_days(after: timedelta, reasons: tuple[Reason, ...]) -> None:
    invited = replace(INVITED, invited_until=NOW + INVITATION_VALID)

    assert judge_taking_up(invited, NOW + after) == Decision(reasons)


def test_invitation_is_turned_down_even_when_late_or_closed() -> None:
    lapsed = replace(INVITED, invited_until=NOW - DAY, is_closed=True)

    assert judge_turning_down(lapsed) == Decision()
    assert judge_turning_down(OPEN) == Decision((Reason.NOT_INVITED,))


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({}, ()),
        (
            {"has_left": True, "has_closed_login": True, "is_closed": True},
            (Reason.HAS_LEFT, Reason.LOGIN_CLOSED, Reason.COHORT_CLOSED),
        ),
        ({"is_closed": True, "state": ""}, (Reason.COHORT_CLOSED, Reason.NO_APPLICATION)),
    ],
)
def test_application_is_granted_while_the_cohort_runs_and_the_person_would_hear_of_it(
    changes: dict[str, Any], reasons: tuple[Reason, ...]
) -> None:
    assert judge_admitting(replace(APPLIED, **changes)) == Decision(reasons)


@pytest.mark.parametrize(
    ("state", "reasons"),
    [
        ("applied", ()),
        ("member", (Reason.ALREADY_MEMBER,)),
        ("completed", (Reason.ALREADY_MEMBER,)),
        ("invited", (Reason.NO_APPLICATION,)),
        ("declined", (Reason.NO_APPLICATION,)),
        ("", (Reason.NO_APPLICATION,)),
    ],
)
def test_application_is_decided_and_taken_back_while_it_stands(state: str, reasons: tuple[Reason, ...]) -> None:
    applied = replace(OPEN, state=state)

    assert judge_admitting(applied) == Decision(reasons)
    assert judge_ending_application(applied) == Decision(reasons)


def test_application_is_rejected_and_taken_back_even_when_the_cohort_has_closed() -> None:
    closed = replace(APPLIED, is_closed=True, has_left=True, has_closed_login=True)

    assert judge_ending_application(closed) == Decision()


@pytest.mark.parametrize("state", MembershipState.values)
def test_removal_is_for_members_who_have_not_completed(state: str) -> None:
    expected = Decision() if state == "member" else Decision((Reason.NOT_A_MEMBER,))

    assert judge_removal(replace(OPEN, state=state)) == expected
