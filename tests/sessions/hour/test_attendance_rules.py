"""When the facilitator may say who came: Sunday 7 June 2026, from 14:00 to 16:00 in Tokyo (S4, L6)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.dates import TOKYO
from portal.refusals import Decision
from sessions.bookings.enums import TAKING_PART_STATES, BookingState
from sessions.hour.rules import TapReason, closes_at, judge_attendance, judge_finishing, judge_tap, opens_at

STARTS, ENDS = datetime(2026, 6, 7, 14, tzinfo=TOKYO), datetime(2026, 6, 7, 16, tzinfo=TOKYO)
OPENS, CLOSES = datetime(2026, 6, 7, 13, 30, tzinfo=TOKYO), datetime(2026, 6, 14, 16, tzinfo=TOKYO)
MOMENT = timedelta(microseconds=1)


@dataclass
class Hour:
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool = False


HOUR = Hour(STARTS, ENDS)
CALLED_OFF = replace(HOUR, is_cancelled=True)


@pytest.mark.parametrize(
    ("now", "reasons"),
    [
        (OPENS - MOMENT, (TapReason.TOO_EARLY,)),
        (OPENS, ()),
        (STARTS, ()),
        (ENDS, ()),
        (CLOSES - MOMENT, ()),
        (CLOSES, (TapReason.TOO_LATE,)),
    ],
)
def test_taps_open_half_an_hour_before_and_close_a_week_after(now: datetime, reasons: tuple[TapReason, ...]) -> None:
    assert judge_tap(HOUR, now) == Decision(reasons)
    assert [judge_attendance(state, HOUR, now) for state in TAKING_PART_STATES] == 3 * [Decision(reasons)]


def test_screen_knows_when_its_buttons_come_and_go() -> None:
    assert (opens_at(HOUR), closes_at(HOUR)) == (OPENS, CLOSES)


@pytest.mark.parametrize("state", ["confirmed", "attended", "no_show"])
def test_who_takes_part_can_be_marked_and_corrected(state: str) -> None:
    assert judge_attendance(state, HOUR, STARTS) == Decision()


@pytest.mark.parametrize("state", sorted({*BookingState.values} - {"confirmed", "attended", "no_show"}))
def test_who_has_no_place_is_not_marked(state: str) -> None:
    assert judge_attendance(state, HOUR, STARTS) == Decision((TapReason.NOT_TAKING_PART,))


@pytest.mark.parametrize(
    ("now", "of_the_time"),
    [(OPENS - MOMENT, (TapReason.TOO_EARLY,)), (STARTS, ()), (CLOSES, (TapReason.TOO_LATE,))],
)
def test_all_reasons_against_a_tap_are_told_in_their_order(now: datetime, of_the_time: tuple[TapReason, ...]) -> None:
    told = judge_attendance("cancelled", CALLED_OFF, now)

    assert told == Decision((TapReason.CANCELLED, TapReason.NOT_TAKING_PART, *of_the_time))


@pytest.mark.parametrize(
    ("facts", "now", "reasons"),
    [
        (HOUR, OPENS - MOMENT, (TapReason.NOT_OVER,)),
        (HOUR, ENDS - MOMENT, (TapReason.NOT_OVER,)),
        (HOUR, ENDS, ()),
        (HOUR, CLOSES - MOMENT, ()),
        (HOUR, CLOSES, (TapReason.TOO_LATE,)),
        (CALLED_OFF, OPENS - MOMENT, (TapReason.CANCELLED, TapReason.NOT_OVER)),
        (CALLED_OFF, CLOSES, (TapReason.CANCELLED, TapReason.TOO_LATE)),
    ],
)
def test_finishing_waits_for_the_end(facts: Hour, now: datetime, reasons: tuple[TapReason, ...]) -> None:
    assert judge_finishing(facts, now) == Decision(reasons)


@given(st.sampled_from(BookingState.values), st.timedeltas(timedelta(days=-2), timedelta(days=9)))
def test_attendance_is_tapped_for_who_takes_part_and_nobody_else(state: str, later: timedelta) -> None:
    decision = judge_attendance(state, HOUR, STARTS + later)

    assert (TapReason.NOT_TAKING_PART in decision.reasons) == (state not in TAKING_PART_STATES)
    assert decision.is_allowed == (state in TAKING_PART_STATES and judge_tap(HOUR, STARTS + later).is_allowed)
