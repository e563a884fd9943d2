"""Coming along in a cohort, and completing it, by the rules alone (L4, L6)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.dates import TOKYO
from portal.refusals import Decision
from sessions.groups.enums import MembershipState
from sessions.groups.rules import Reason
from sessions.progress.rules.progress import (
    Lag,
    LectureState,
    Next,
    NudgeFacts,
    Progress,
    WorkshopState,
    judge_completion,
    judge_nudging,
    lecture_state,
    next_step,
    workshop_state,
)
from surveys.rules import LectureFacts

NOW = datetime(2026, 5, 15, 12, tzinfo=TOKYO)
DAY = timedelta(days=1)
LECTURE = LectureFacts(asks_survey=True, is_available=True, required_percent=80)


@dataclass(frozen=True)
class Workshop:
    starts_at: datetime
    ends_at: datetime
    member_since: datetime = NOW - 30 * DAY


WORKSHOP = Workshop(starts_at=NOW + DAY, ends_at=NOW + DAY + timedelta(hours=2))
PAST = replace(WORKSHOP, starts_at=NOW - DAY, ends_at=NOW - DAY + timedelta(hours=2))
DONE = (("a", LectureState.DONE), ("b", LectureState.DONE))
THERE = (("w", WorkshopState.ATTENDED),)
COMPLETE = Progress("member", lectures=DONE, workshops=THERE, required_workshops=1)
BEHIND = Progress("member", lectures=(("a", LectureState.NOT_OPENED),))


def reasons(decision: Decision) -> list[str]:
    return [str(reason) for reason in decision.reasons]


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({}, LectureState.NOT_OPENED),
        ({"seen_percent": 1}, LectureState.BEGUN),
        ({"seen_percent": 79}, LectureState.BEGUN),
        ({"seen_percent": 80}, LectureState.SURVEY_WAITS),
        ({"has_read_transcript": True}, LectureState.SURVEY_WAITS),
        ({"has_answered": True}, LectureState.DONE),
        ({"asks_survey": False, "seen_percent": 80}, LectureState.DONE),
        ({"asks_survey": False, "says_watched_elsewhere": True}, LectureState.DONE),
        ({"asks_survey": False, "seen_percent": 79}, LectureState.BEGUN),
        ({"is_available": False}, LectureState.UNAVAILABLE),
        ({"is_available": False, "has_answered": True}, LectureState.DONE),
    ],
)
def test_lecture_is_done_by_its_survey_or_where_none_is_asked_by_watching(
    change: dict[str, Any], state: LectureState
) -> None:
    assert lecture_state(replace(LECTURE, **change)) == state


@pytest.mark.parametrize(
    ("workshop", "booking", "state"),
    [
        (WORKSHOP, "", WorkshopState.COMING),
        (WORKSHOP, "applied", WorkshopState.WAITING),
        (WORKSHOP, "waitlisted", WorkshopState.WAITING),
        (WORKSHOP, "offered", WorkshopState.WAITING),
        (WORKSHOP, "confirmed", WorkshopState.BOOKED),
        # Who comes in early has attended.
        (WORKSHOP, "attended", WorkshopState.ATTENDED),
        (PAST, "attended", WorkshopState.ATTENDED),
        (PAST, "no_show", WorkshopState.MISSED),
        (PAST, "confirmed", WorkshopState.UNRECORDED),
        (PAST, "waitlisted", WorkshopState.MISSED),
        (PAST, "", WorkshopState.MISSED),
        (replace(PAST, member_since=NOW), "", WorkshopState.EARLIER),
        (replace(PAST, ends_at=NOW), "", WorkshopState.MISSED),
    ],
)
def test_workshop_stands_as_its_booking_and_the_clock_say(
    workshop: Workshop, booking: str, state: WorkshopState
) -> None:
    assert workshop_state(workshop, booking, member_since=workshop.member_since, now=NOW) == state


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"lectures": (("a", LectureState.SURVEY_WAITS),)}, ["lectures_missing"]),
        ({"lectures": (("a", LectureState.UNAVAILABLE),)}, ["lectures_missing"]),
        ({"required_workshops": 2}, ["workshops_missing"]),
        ({"lectures": (), "workshops": (), "required_workshops": 0}, ["nothing_required"]),
        ({"lectures": ()}, []),
        ({"workshops": (), "required_workshops": 0}, []),
        ({"state": "completed"}, ["already_completed"]),
        ({"state": "left", "has_left": True}, ["has_left", "not_a_member"]),
    ],
)
def test_completion_needs_all_lectures_and_so_many_workshops(change: dict[str, Any], expected: list[str]) -> None:
    assert reasons(judge_completion(replace(COMPLETE, **change))) == expected


def test_lags_are_named_and_a_missed_workshop_only_while_one_is_needed() -> None:
    lectures = (
        *(("a", LectureState.NOT_OPENED), ("b", LectureState.NOT_OPENED), ("c", LectureState.SURVEY_WAITS)),
        *(("d", LectureState.BEGUN), ("e", LectureState.UNAVAILABLE), ("f", LectureState.DONE)),
    )
    missed = (("v", WorkshopState.MISSED), ("w", WorkshopState.ATTENDED), ("x", WorkshopState.UNRECORDED))
    one = Progress("member", lectures=lectures, workshops=missed, required_workshops=1)

    assert one.lags == {Lag.NOT_OPENED: ["a", "b"], Lag.SURVEY_WAITS: ["c"], Lag.BEGUN: ["d"]}
    assert replace(one, required_workshops=2).lags == {Lag.MISSED_WORKSHOP: ["v"], **one.lags}
    assert replace(one, state="completed").lags == {}
    assert replace(one, has_left=True).lags == {}


def test_who_needs_a_word_first_comes_first() -> None:
    missed = replace(BEHIND, lectures=DONE, workshops=(("w", WorkshopState.MISSED),), required_workshops=1)
    two_unopened = replace(BEHIND, lectures=(*BEHIND.lectures, ("b", LectureState.NOT_OPENED)))
    no_survey = replace(BEHIND, lectures=(("a", LectureState.SURVEY_WAITS),))
    fine = replace(BEHIND, lectures=DONE)
    completed = replace(COMPLETE, state="completed")

    ordered = [missed, two_unopened, BEHIND, no_survey, fine, completed]

    mixed = [fine, BEHIND, completed, two_unopened, no_survey, missed]
    assert sorted(mixed, key=lambda progress: progress.urgency) == ordered


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"nudged_at": NOW - timedelta(days=7)}, []),
        ({"nudged_at": NOW - timedelta(days=7) + timedelta(seconds=1)}, ["reminded_lately"]),
        ({"has_login": False}, ["no_login"]),
        ({"is_closed": True}, ["cohort_closed"]),
        ({"progress": replace(BEHIND, lectures=DONE)}, ["lags_nowhere"]),
        ({"progress": replace(BEHIND, state="completed")}, ["already_completed", "lags_nowhere"]),
        ({"progress": replace(BEHIND, has_left=True)}, ["has_left", "lags_nowhere"]),
    ],
)
def test_reminder_goes_to_who_lags_and_not_twice_in_seven_days(change: dict[str, Any], expected: list[str]) -> None:
    facts = NudgeFacts(progress=BEHIND, is_closed=False, has_login=True, nudged_at=None)

    assert reasons(judge_nudging(replace(facts, **change), NOW)) == expected


@pytest.mark.parametrize(
    ("progress", "bookable", "expected"),
    [
        (BEHIND, (), (Next.WATCH, "a")),
        (replace(BEHIND, lectures=(("a", LectureState.SURVEY_WAITS),)), (), (Next.ANSWER, "a")),
        (replace(BEHIND, workshops=(("w", WorkshopState.COMING),), required_workshops=1), ("w",), (Next.BOOK, "w")),
        (replace(BEHIND, workshops=(("w", WorkshopState.COMING),), required_workshops=1), (), (Next.WATCH, "a")),
        (replace(BEHIND, workshops=(("w", WorkshopState.COMING),)), ("w",), (Next.WATCH, "a")),
        (
            replace(BEHIND, lectures=DONE, workshops=(("w", WorkshopState.BOOKED),), required_workshops=1),
            (),
            (Next.COME, "w"),
        ),
        (replace(BEHIND, lectures=(("a", LectureState.UNAVAILABLE),)), (), (Next.WAIT, "")),
        (COMPLETE, ("w",), (Next.FINISH, "")),
        (replace(COMPLETE, state="completed"), (), (Next.NOTHING, "")),
    ],
)
def test_next_step_is_a_workshop_to_book_then_a_lecture_then_a_day_to_come(
    progress: Progress, bookable: tuple[str, ...], expected: tuple[Next, str]
) -> None:
    assert next_step(progress, bookable) == expected


progresses = st.builds(
    Progress,
    state=st.sampled_from(MembershipState.values),
    has_left=st.booleans(),
    lectures=st.lists(st.tuples(st.text(max_size=2), st.sampled_from(LectureState)), max_size=4).map(tuple),
    workshops=st.lists(st.tuples(st.text(max_size=2), st.sampled_from(WorkshopState)), max_size=4).map(tuple),
    required_workshops=st.integers(0, 4),
)


@given(progresses)
def test_nobody_who_may_complete_is_ever_reminded(progress: Progress) -> None:
    if judge_completion(progress).is_allowed:
        facts = NudgeFacts(progress=progress, is_closed=False, has_login=True, nudged_at=None)
        assert Reason.LAGS_NOWHERE in judge_nudging(facts, NOW).reasons


@given(progresses)
def test_one_more_workshop_never_undoes_a_completion(progress: Progress) -> None:
    attended = workshop_state(PAST, "attended", member_since=PAST.member_since, now=NOW)
    one_more = replace(progress, workshops=(*progress.workshops, ("new", attended)))

    assert set(judge_completion(one_more).reasons) <= set(judge_completion(progress).reasons)
