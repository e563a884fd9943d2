from __future__ import annotations

from datetime import timedelta

import pytest

from sessions.referrals.enums import MatchTime
from sessions.referrals.rules.waiting import match_time, median_days


@pytest.mark.parametrize(
    ("waited", "expected"),
    [
        (None, MatchTime.NOT_YET),
        (timedelta(0), MatchTime.SOON),
        (timedelta(days=2), MatchTime.SOON),
        (timedelta(days=2, seconds=1), MatchTime.WITHIN_A_WEEK),
        (timedelta(days=7), MatchTime.WITHIN_A_WEEK),
        (timedelta(days=7, seconds=1), MatchTime.LATER),
    ],
)
def test_time_to_match_is_told_in_four_steps(waited: timedelta | None, expected: MatchTime) -> None:
    assert match_time(waited) == expected


def test_median_is_told_from_five_on_and_to_half_a_day() -> None:
    waits = [timedelta(days=day, hours=5) for day in (1, 2, 3, 9, 9)]

    assert (median_days(waits), median_days(waits[:4]), median_days([])) == (3.0, None, None)
