"""Merging is a union of sets, so that the order and number of reports can't matter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from courses.rules.watching import END_TOLERANCE_MS, add, merge, seen_ms, share_percent

# A short recording, so that intervals often touch and overlap.
DURATION_MS = 800
TIMES = st.integers(-100, DURATION_MS + 100)
INTERVALS = st.lists(st.tuples(TIMES, TIMES).map(lambda pair: (min(pair), max(pair))), max_size=12)


def moments(intervals: object) -> set[int]:
    assert isinstance(intervals, list | tuple)
    return {moment for start, end in intervals for moment in range(start, end)}


@given(INTERVALS)
def test_merging_keeps_exactly_the_moments(intervals: list[tuple[int, int]]) -> None:
    assert moments(merge(intervals)) == moments(intervals)
    assert seen_ms(intervals) == len(moments(intervals))


@given(INTERVALS)
def test_merged_intervals_are_sorted_and_apart(intervals: list[tuple[int, int]]) -> None:
    merged = merge(intervals)
    edges = [edge for interval in merged for edge in interval]
    assert edges == sorted(set(edges))


@given(INTERVALS, INTERVALS)
def test_adding_is_commutative(a: list[tuple[int, int]], b: list[tuple[int, int]]) -> None:
    assert add(a, b, DURATION_MS) == add(b, a, DURATION_MS)


@given(INTERVALS, INTERVALS)
def test_adding_is_idempotent(a: list[tuple[int, int]], b: list[tuple[int, int]]) -> None:
    once = add(a, b, DURATION_MS)
    assert add(once, b, DURATION_MS) == once
    assert merge(once) == once


@given(INTERVALS, INTERVALS, INTERVALS)
def test_adding_is_associative(a: list[tuple[int, int]], b: list[tuple[int, int]], c: list[tuple[int, int]]) -> None:
    left = add(add(a, b, DURATION_MS), c, DURATION_MS)
    right = add(a, add(b, c, DURATION_MS), DURATION_MS)
    assert left == right


@given(INTERVALS, INTERVALS)
def test_adding_never_loses_and_never_exceeds_the_length(a: list[tuple[int, int]], b: list[tuple[int, int]]) -> None:
    before, after = add(a, [], DURATION_MS), add(a, b, DURATION_MS)
    assert moments(before) <= moments(after) <= set(range(DURATION_MS))
    assert seen_ms(before) <= seen_ms(after) <= DURATION_MS


@given(INTERVALS, INTERVALS)
def test_share_never_shrinks_and_is_full_only_at_the_end(a: list[tuple[int, int]], b: list[tuple[int, int]]) -> None:
    both = add(a, b, DURATION_MS)
    assert 0 <= share_percent(a, DURATION_MS) <= share_percent(both, DURATION_MS) <= 100
    assert (share_percent(both, DURATION_MS) == 100) == (seen_ms(both) >= DURATION_MS - END_TOLERANCE_MS)
