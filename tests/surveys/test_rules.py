from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.rules import (
    REASON_CLAUSES,
    Completion,
    LectureFacts,
    QualificationDecision,
    Reason,
    RequiredPeriod,
    StepState,
    judge_opening,
    judge_qualification,
    step_state,
)

# L4: the gate is the survey, and there are three ways to it

UNSEEN = LectureFacts(asks_survey=True, is_available=True, required_percent=80)
NO_SURVEY = LectureFacts(asks_survey=False, is_available=False, required_percent=80)


@pytest.mark.parametrize(
    ("facts", "reasons"),
    [
        (UNSEEN, (Reason.NOT_SEEN_ENOUGH,)),
        (replace(UNSEEN, seen_percent=79), (Reason.NOT_SEEN_ENOUGH,)),
        (replace(UNSEEN, seen_percent=80), ()),
        (replace(UNSEEN, seen_percent=100), ()),
        (replace(UNSEEN, has_read_transcript=True), ()),
        (replace(UNSEEN, says_watched_elsewhere=True), ()),
        # the share is the editor's
        (replace(UNSEEN, required_percent=100, seen_percent=99), (Reason.NOT_SEEN_ENOUGH,)),
        (replace(UNSEEN, required_percent=100, seen_percent=100), ()),
        (replace(UNSEEN, required_percent=0), ()),
        # a share once reached stays, even when the recording is taken away
        (replace(UNSEEN, is_available=False, seen_percent=80), ()),
    ],
)
def test_l4_the_survey_opens(facts: LectureFacts, reasons: tuple[Reason, ...]) -> None:
    assert judge_opening(facts).reasons == reasons


@pytest.mark.parametrize(
    "facts",
    [
        NO_SURVEY,
        replace(NO_SURVEY, seen_percent=100),
        replace(NO_SURVEY, has_read_transcript=True),
        replace(NO_SURVEY, says_watched_elsewhere=True),
    ],
)
def test_l2_a_survey_that_is_not_asked_never_opens(facts: LectureFacts) -> None:
    assert judge_opening(facts).reasons == (Reason.ASKS_NO_SURVEY,)


# L2: the steps of the way


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (UNSEEN, StepState.LOCKED),
        (replace(UNSEEN, seen_percent=79), StepState.LOCKED),
        (replace(UNSEEN, seen_percent=80), StepState.OPEN),
        (replace(UNSEEN, has_read_transcript=True), StepState.OPEN),
        (replace(UNSEEN, has_answered=True), StepState.DONE),
        (replace(UNSEEN, seen_percent=100, has_answered=True), StepState.DONE),
        # not to be had, and required: it waits for the office, not for the person
        (replace(UNSEEN, is_available=False, is_required=True), StepState.UNAVAILABLE),
        (replace(UNSEEN, is_available=False, is_required=True, seen_percent=79), StepState.UNAVAILABLE),
        (replace(UNSEEN, is_available=False), StepState.NOT_REQUIRED),
        # whether it can be watched says nothing of whether it is required
        (replace(UNSEEN, is_required=True), StepState.LOCKED),
        (replace(UNSEEN, is_available=False, seen_percent=80), StepState.OPEN),
        (replace(UNSEEN, is_available=False, has_answered=True), StepState.DONE),
        # basic ⑤
        (NO_SURVEY, StepState.NOT_REQUIRED),
        (replace(NO_SURVEY, is_available=True, seen_percent=100), StepState.NOT_REQUIRED),
        (replace(NO_SURVEY, has_answered=True), StepState.NOT_REQUIRED),
        # its survey's page is gone, and required all the same
        (replace(NO_SURVEY, is_required=True), StepState.UNAVAILABLE),
        (replace(NO_SURVEY, is_required=True, is_available=True), StepState.UNAVAILABLE),
    ],
)
def test_l2_step_state(facts: LectureFacts, state: StepState) -> None:
    assert step_state(facts) == state


# L3: the surveys of basic ①-④ qualify

BASIC = ("basic-1", "basic-2", "basic-3", "basic-4")
FIRST_YEAR = RequiredPeriod(date(2023, 7, 1), BASIC)
GROWN = RequiredPeriod(date(2024, 4, 1), (*BASIC, "basic-5"))
MAY = date(2025, 5, 1)


def completed(*surveys: str, since: date) -> list[Completion]:
    """One a day, the first on the given day."""
    return [Completion(survey, since + timedelta(days=n)) for n, survey in enumerate(surveys)]


def test_l3_the_last_required_answer_qualifies_on_its_day() -> None:
    completions = completed(*BASIC, since=date(2023, 9, 1))
    assert judge_qualification([FIRST_YEAR], completions, date(2023, 9, 4)) == QualificationDecision(
        qualified_on=date(2023, 9, 4)
    )


def test_l3_three_of_four_do_not_qualify() -> None:
    completions = completed("basic-1", "basic-2", "basic-4", since=date(2023, 9, 1))
    assert judge_qualification([FIRST_YEAR], completions, MAY) == QualificationDecision(
        (Reason.SURVEYS_MISSING,), missing=("basic-3",)
    )


def test_l3_with_nothing_answered_all_are_missing_in_the_order_of_the_course() -> None:
    assert judge_qualification([FIRST_YEAR], [], MAY) == QualificationDecision((Reason.SURVEYS_MISSING,), missing=BASIC)


def test_l3_the_fifth_lecture_is_not_required_and_does_not_count() -> None:
    completions = completed("basic-5", *BASIC[:3], since=date(2023, 9, 1))
    assert judge_qualification([FIRST_YEAR], completions, MAY).missing == ("basic-4",)


def test_l3_the_order_of_answering_does_not_matter() -> None:
    completions = completed(*reversed(BASIC), since=date(2023, 9, 1))
    assert judge_qualification([FIRST_YEAR], completions, MAY).qualified_on == date(2023, 9, 4)


def test_l3_an_answer_after_today_does_not_count_yet() -> None:
    completions = completed(*BASIC, since=date(2023, 9, 1))
    assert judge_qualification([FIRST_YEAR], completions, date(2023, 9, 3)) == QualificationDecision(
        (Reason.SURVEYS_MISSING,), missing=("basic-4",)
    )


def test_l3_qualified_stays_qualified_when_more_is_required() -> None:
    completions = completed(*BASIC, since=date(2024, 3, 28))
    assert judge_qualification([FIRST_YEAR, GROWN], completions, MAY).qualified_on == date(2024, 3, 31)


def test_l3_a_day_too_late_the_grown_list_counts() -> None:
    completions = completed(*BASIC, since=date(2024, 3, 29))
    assert judge_qualification([FIRST_YEAR, GROWN], completions, MAY) == QualificationDecision(
        (Reason.SURVEYS_MISSING,), missing=("basic-5",)
    )


def test_l3_the_grown_list_qualifies_with_its_last_answer() -> None:
    completions = completed(*BASIC, "basic-5", since=date(2024, 3, 29))
    assert judge_qualification([FIRST_YEAR, GROWN], completions, MAY).qualified_on == date(2024, 4, 2)


def test_l3_a_list_that_grows_tomorrow_is_not_asked_today() -> None:
    completions = completed(*BASIC[:3], since=date(2023, 9, 1))
    assert judge_qualification([GROWN, FIRST_YEAR], completions, date(2024, 3, 31)).missing == ("basic-4",)
    assert judge_qualification([GROWN, FIRST_YEAR], completions, date(2024, 4, 1)).missing == ("basic-4", "basic-5")


def test_l3_a_list_that_shrinks_qualifies_from_its_first_day() -> None:
    shrunk = RequiredPeriod(date(2024, 4, 1), BASIC[:3])
    completions = completed(*BASIC[:3], since=date(2023, 9, 1))
    assert judge_qualification([FIRST_YEAR, shrunk], completions, date(2024, 3, 31)).qualified_on is None
    assert judge_qualification([FIRST_YEAR, shrunk], completions, date(2024, 4, 1)).qualified_on == date(2024, 4, 1)


def test_l3_a_qualification_on_record_is_kept_whatever_the_periods_say() -> None:
    rewritten = RequiredPeriod(date(2023, 7, 1), ("another",))
    assert judge_qualification([rewritten], [], MAY, kept_since=date(2023, 9, 4)) == QualificationDecision(
        qualified_on=date(2023, 9, 4)
    )


@pytest.mark.parametrize(
    "periods",
    [[], [RequiredPeriod(date(2025, 5, 2), BASIC)], [RequiredPeriod(date(2023, 7, 1), ())]],
)
def test_l3_where_nothing_is_required_nobody_qualifies(periods: list[RequiredPeriod]) -> None:
    completions = completed(*BASIC, since=date(2023, 9, 1))
    assert judge_qualification(periods, completions, MAY) == QualificationDecision((Reason.NOTHING_REQUIRED_YET,))


def test_l3_answers_given_before_the_first_period_count_from_its_first_day() -> None:
    completions = completed(*BASIC, since=date(2023, 6, 1))
    assert judge_qualification([FIRST_YEAR], completions, MAY).qualified_on == date(2023, 7, 1)


# L5: applied lectures gate nothing


def test_l5_applied_surveys_neither_help_nor_hinder() -> None:
    applied = completed("applied-1", "applied-2", "applied-3", "applied-4", since=date(2023, 8, 1))
    basic = completed(*BASIC, since=date(2023, 9, 1))
    assert judge_qualification([FIRST_YEAR], applied, MAY).missing == BASIC
    assert judge_qualification([FIRST_YEAR], basic, MAY) == judge_qualification([FIRST_YEAR], applied + basic, MAY)


def test_every_reason_cites_its_clause() -> None:
    assert set(REASON_CLAUSES) == set(Reason)


DAYS = st.dates(date(2023, 1, 1), date(2026, 12, 31))
KEYS = st.sampled_from(["a", "b", "c", "d"])
PERIODS = st.lists(
    st.builds(RequiredPeriod, DAYS, st.lists(KEYS, max_size=3, unique=True).map(tuple)),
    max_size=3,
    unique_by=lambda period: period.starts_on,
)
COMPLETIONS = st.lists(st.builds(Completion, KEYS, DAYS), max_size=6)


@given(PERIODS, COMPLETIONS, DAYS, DAYS)
def test_time_alone_never_takes_a_qualification_away(
    periods: list[RequiredPeriod], completions: list[Completion], a: date, b: date
) -> None:
    earlier, later = sorted((a, b))
    before = judge_qualification(periods, completions, earlier)
    after = judge_qualification(periods, completions, later)
    assert after.qualified_on == (before.qualified_on or after.qualified_on)


@given(PERIODS, COMPLETIONS, st.builds(Completion, KEYS, DAYS), DAYS)
def test_another_answer_never_delays_a_qualification(
    periods: list[RequiredPeriod], completions: list[Completion], another: Completion, today: date
) -> None:
    without = judge_qualification(periods, completions, today).qualified_on or date.max
    with_it = judge_qualification(periods, [*completions, another], today).qualified_on or date.max
    assert with_it <= without


@given(PERIODS, COMPLETIONS, DAYS)
def test_qualified_or_told_why_not(periods: list[RequiredPeriod], completions: list[Completion], today: date) -> None:
    decision = judge_qualification(periods, completions, today)
    assert decision.is_qualified == (decision.reasons == ())
    assert bool(decision.missing) == (decision.reasons == (Reason.SURVEYS_MISSING,))
