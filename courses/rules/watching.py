"""Watching as a set of distinct moments, so that lost, repeated and reordered reports do no harm (L4).

Intervals are pairs (start, end) of whole milliseconds from the beginning of the recording, the end left out.
In normal form they are sorted and neither overlap nor touch.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

Interval = tuple[int, int]
Intervals = tuple[Interval, ...]

END_TOLERANCE_MS = 500
"""Players stop a little before a recording's stated end: so much may be missing from 100 %."""

FASTEST_PLAYBACK = 2
REPORT_ALLOWANCE_MS = 5_000
"""Clocks tick apart and a page opens before its token is read; more than that is not watching."""

MAX_INTERVALS = 500
"""Of one report and of what is kept: enough for a restless viewer, little enough to store."""


class Reason(StrEnum):
    NOT_INTERVALS = "not_intervals"
    NOT_A_TIME = "not_a_time"
    ENDS_BEFORE_START = "ends_before_start"
    TOO_MANY_INTERVALS = "too_many_intervals"
    FASTER_THAN_PLAYBACK = "faster_than_playback"


@dataclass(frozen=True)
class Opening:
    """The signed moment at which the player was opened, and how much its reports have added to what was seen."""

    opened_at: datetime
    added_ms: int


@dataclass(frozen=True)
class Decision:
    """`intervals` is what counts as watched from now on: unchanged where the report was refused."""

    reasons: tuple[Reason, ...]
    intervals: Intervals

    @property
    def is_accepted(self) -> bool:
        return not self.reasons


def merge(intervals: Iterable[Sequence[int]]) -> Intervals:
    """The normal form; empty intervals vanish."""
    merged: list[Interval] = []
    for start, end in sorted((start, end) for start, end in intervals if start < end):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def add(seen: Iterable[Sequence[int]], reported: Iterable[Sequence[int]], duration_ms: int) -> Intervals:
    """Both together, cut to the length of the recording."""
    return merge((max(start, 0), min(end, duration_ms)) for start, end in (*seen, *reported))


def seen_ms(intervals: Iterable[Sequence[int]]) -> int:
    return sum(end - start for start, end in merge(intervals))


def share_percent(intervals: Iterable[Sequence[int]], duration_ms: int) -> int:
    """Rounded down, so that 80 % is never shown or granted early; 100 only when all but the tolerance is seen."""
    seen = seen_ms(add(intervals, (), duration_ms))
    if seen == 0:
        return 0
    if seen + END_TOLERANCE_MS >= duration_ms:
        return 100
    return 100 * seen // duration_ms


def is_plausible(added_ms: int, opened_at: datetime, now: datetime) -> bool:
    """Nobody sees more than the fastest playback shows in the time since the player was opened."""
    elapsed_ms = max(now - opened_at, timedelta(0)) // timedelta(milliseconds=1)
    return added_ms <= FASTEST_PLAYBACK * elapsed_ms + REPORT_ALLOWANCE_MS


def judge_report(
    seen: Iterable[Sequence[int]], reported: object, duration_ms: int, opening: Opening, now: datetime
) -> Decision:
    """`reported` is whatever JSON came from the browser.

    Times outside the recording are cut off, as players overshoot; anything malformed refuses the whole report.
    All that an opening adds counts against its clock: many small reports gain nothing over one. What other pages and
    devices add meanwhile doesn't.
    """
    before = add(seen, (), duration_ms)
    report, reasons = _read_report(reported)
    if reasons:
        return Decision(reasons, before)
    after = add(before, report, duration_ms)
    if after == before:
        return Decision((), before)
    reasons = _growth_reasons(before, after, opening, now)
    return Decision(reasons, before if reasons else after)


def _growth_reasons(before: Intervals, after: Intervals, opening: Opening, now: datetime) -> tuple[Reason, ...]:
    reasons = []
    if len(after) > MAX_INTERVALS:
        reasons.append(Reason.TOO_MANY_INTERVALS)
    if not is_plausible(opening.added_ms + seen_ms(after) - seen_ms(before), opening.opened_at, now):
        reasons.append(Reason.FASTER_THAN_PLAYBACK)
    return tuple(reasons)


def _read_report(reported: object) -> tuple[list[Interval], tuple[Reason, ...]]:
    if not isinstance(reported, list):
        return [], (Reason.NOT_INTERVALS,)
    if len(reported) > MAX_INTERVALS:
        return [], (Reason.TOO_MANY_INTERVALS,)
    read = [_read_interval(pair) for pair in reported]
    found = {entry for entry in read if isinstance(entry, Reason)}
    intervals = [entry for entry in read if not isinstance(entry, Reason)]
    return intervals, tuple(reason for reason in Reason if reason in found)


def _read_interval(pair: object) -> Interval | Reason:
    if not isinstance(pair, list) or len(pair) != 2:
        return Reason.NOT_INTERVALS
    start, end = (_read_time(value) for value in pair)
    if start is None or end is None:
        return Reason.NOT_A_TIME
    return Reason.ENDS_BEFORE_START if end < start else (start, end)


def _read_time(value: object) -> int | None:
    """Python reads NaN and Infinity from JSON, and counts True as 1."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return math.floor(value)
