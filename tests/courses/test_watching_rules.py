"""What counts as watched, for a recording of one minute unless said otherwise."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from courses.rules.watching import (
    MAX_INTERVALS,
    Decision,
    Intervals,
    Opening,
    Reason,
    add,
    is_plausible,
    judge_report,
    merge,
    seen_ms,
    share_percent,
)

MINUTE_MS = 60_000
OPENED_AT = datetime(2025, 5, 1, 20, 0, tzinfo=UTC)
OPENING = Opening(OPENED_AT, added_ms=0)
LATER = OPENED_AT + timedelta(minutes=10)


@pytest.mark.parametrize(
    ("intervals", "merged"),
    [
        ([], ()),
        ([(0, 10)], ((0, 10),)),
        ([(5, 5)], ()),
        ([(20, 30), (0, 10)], ((0, 10), (20, 30))),
        ([(0, 10), (9, 20)], ((0, 20),)),
        ([(0, 10), (10, 20)], ((0, 20),)),
        ([(0, 10), (11, 20)], ((0, 10), (11, 20))),
        ([(0, 30), (10, 20)], ((0, 30),)),
        ([(0, 10), (0, 10)], ((0, 10),)),
        # as a database gives JSON back
        ([[0, 10], [5, 15]], ((0, 15),)),
    ],
)
def test_merge_gives_the_normal_form(intervals: list[tuple[int, int]], merged: Intervals) -> None:
    assert merge(intervals) == merged


def test_add_joins_what_two_devices_saw() -> None:
    phone, laptop = [(0, 20_000)], [(15_000, 30_000), (50_000, 55_000)]
    assert add(phone, laptop, MINUTE_MS) == ((0, 30_000), (50_000, 55_000))


def test_add_cuts_to_the_length_of_the_recording() -> None:
    assert add([(-500, 1000)], [(59_000, 61_000), (70_000, 80_000)], MINUTE_MS) == ((0, 1000), (59_000, 60_000))


def test_seen_ms_counts_a_replay_once() -> None:
    assert seen_ms([(0, 10_000), (0, 10_000), (5_000, 12_000)]) == 12_000


@pytest.mark.parametrize(
    ("intervals", "share"),
    [
        ([], 0),
        ([(0, 599)], 0),
        ([(0, 600)], 1),
        ([(0, 47_999)], 79),
        ([(0, 48_000)], 80),
        # jumping to the end shows the end only
        ([(59_000, 60_000)], 1),
        ([(0, 30_000), (45_000, 60_000)], 75),
        ([(0, 59_499)], 99),
        ([(0, 59_500)], 100),
        ([(250, 59_750)], 100),
        ([(0, 60_000)], 100),
        ([(0, 90_000)], 100),
    ],
)
def test_l4_share_of_distinct_time_rounded_down(intervals: list[tuple[int, int]], share: int) -> None:
    assert share_percent(intervals, MINUTE_MS) == share


@pytest.mark.parametrize("duration_ms", [0, 300])
def test_share_of_hardly_any_recording_is_nothing_until_seen(duration_ms: int) -> None:
    assert share_percent([], duration_ms) == 0


def test_share_when_the_length_is_unknown_is_nothing() -> None:
    assert share_percent([(0, 10_000)], 0) == 0


@pytest.mark.parametrize(
    ("newly_seen_ms", "seconds", "plausible"),
    [
        # twice the time that went by, and five seconds
        (5_000, 0, True),
        (5_001, 0, False),
        (25_000, 10, True),
        (25_001, 10, False),
        # a clock running behind is no time at all, not less
        (5_000, -60, True),
        (5_001, -60, False),
    ],
)
def test_plausible_is_what_double_speed_can_show(newly_seen_ms: int, seconds: int, plausible: bool) -> None:
    assert is_plausible(newly_seen_ms, OPENED_AT, OPENED_AT + timedelta(seconds=seconds)) == plausible


def test_an_honest_report_counts() -> None:
    decision = judge_report([(0, 10_000)], [[10_000, 24_500.75]], MINUTE_MS, OPENING, LATER)
    assert decision == Decision((), ((0, 24_500),))


def test_a_repeated_report_changes_nothing() -> None:
    seen = ((0, 24_500),)
    assert judge_report(seen, [[0, 24_500]], MINUTE_MS, OPENING, LATER) == Decision((), seen)


def test_an_empty_report_changes_nothing() -> None:
    assert judge_report([(0, 10)], [], MINUTE_MS, OPENING, LATER) == Decision((), ((0, 10),))


@pytest.mark.parametrize(
    ("reported", "intervals"),
    [
        ([[-200, 1000]], ((0, 1000),)),
        ([[59_000, 60_400]], ((59_000, 60_000),)),
        ([[60_000, 70_000]], ()),
        ([[1000, 1000]], ()),
        ([[0, 10**400]], ((0, 60_000),)),
    ],
)
def test_times_outside_the_recording_are_cut_off(reported: object, intervals: Intervals) -> None:
    assert judge_report([], reported, MINUTE_MS, OPENING, LATER) == Decision((), intervals)


@pytest.mark.parametrize(
    ("reported", "reasons"),
    [
        (None, (Reason.NOT_INTERVALS,)),
        ("0-10", (Reason.NOT_INTERVALS,)),
        ({"0": 10}, (Reason.NOT_INTERVALS,)),
        ([0, 10], (Reason.NOT_INTERVALS,)),
        ([[0]], (Reason.NOT_INTERVALS,)),
        ([[0, 10, 20]], (Reason.NOT_INTERVALS,)),
        ([["0", "10"]], (Reason.NOT_A_TIME,)),
        ([[None, 10]], (Reason.NOT_A_TIME,)),
        ([[False, True]], (Reason.NOT_A_TIME,)),
        ([[float("nan"), 10]], (Reason.NOT_A_TIME,)),
        ([[0, float("inf")]], (Reason.NOT_A_TIME,)),
        ([[20, 10]], (Reason.ENDS_BEFORE_START,)),
        ([[0, 1]] * (MAX_INTERVALS + 1), (Reason.TOO_MANY_INTERVALS,)),
        (
            [[20, 10], [0, float("nan")], [], [0, 1000]],
            (Reason.NOT_INTERVALS, Reason.NOT_A_TIME, Reason.ENDS_BEFORE_START),
        ),
    ],
)
def test_a_malformed_report_is_refused_whole(reported: object, reasons: tuple[Reason, ...]) -> None:
    assert judge_report([(0, 10)], reported, MINUTE_MS, OPENING, LATER) == Decision(reasons, ((0, 10),))


def test_as_many_intervals_as_allowed_are_read() -> None:
    reported = [[start * 10, start * 10 + 5] for start in range(MAX_INTERVALS)]
    assert judge_report([], reported, MINUTE_MS, OPENING, LATER).is_accepted


def test_crumbs_cannot_pile_up_in_what_is_kept() -> None:
    seen = [(start * 10, start * 10 + 5) for start in range(MAX_INTERVALS)]
    decision = judge_report(seen, [[50_000, 50_001]], MINUTE_MS, OPENING, LATER)
    assert decision == Decision((Reason.TOO_MANY_INTERVALS,), merge(seen))


def test_watching_on_still_counts_when_many_crumbs_are_kept() -> None:
    seen = [(start * 10, start * 10 + 5) for start in range(MAX_INTERVALS)]
    assert judge_report(seen, [[0, 10_000]], MINUTE_MS, OPENING, LATER) == Decision((), ((0, 10_000),))


def test_the_whole_recording_at_once_is_refused() -> None:
    soon = OPENED_AT + timedelta(seconds=15)
    decision = judge_report([], [[0, MINUTE_MS]], MINUTE_MS, OPENING, soon)
    assert decision == Decision((Reason.FASTER_THAN_PLAYBACK,), ())


def test_many_small_reports_gain_nothing_over_a_large_one() -> None:
    soon = OPENED_AT + timedelta(seconds=10)
    first = judge_report([], [[0, 25_000]], MINUTE_MS, OPENING, soon)
    opening = Opening(OPENED_AT, added_ms=25_000)
    second = judge_report(first.intervals, [[25_000, 30_000]], MINUTE_MS, opening, soon)
    assert first == Decision((), ((0, 25_000),))
    assert second == Decision((Reason.FASTER_THAN_PLAYBACK,), ((0, 25_000),))


def test_what_another_opening_has_seen_is_not_held_against_it() -> None:
    seen = [(0, 50_000)]
    soon = OPENED_AT + timedelta(seconds=5)
    decision = judge_report(seen, [[50_000, 60_000]], MINUTE_MS, OPENING, soon)
    assert decision == Decision((), ((0, 60_000),))


def test_a_report_of_nothing_new_is_never_too_fast() -> None:
    seen = ((0, MINUTE_MS),)
    assert judge_report(seen, [[0, MINUTE_MS]], MINUTE_MS, OPENING, OPENED_AT) == Decision((), seen)
