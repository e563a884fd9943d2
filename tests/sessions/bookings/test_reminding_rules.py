"""Which reminder of a meeting is due, a week, a day and an hour before it (S3)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from portal.dates import TOKYO
from sessions.bookings.rules.reminding import FIRST_REMINDER, reminder_due

STARTS = datetime(2026, 6, 7, 14, tzinfo=TOKYO)
LONG_AGO = STARTS - timedelta(days=60)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (timedelta(days=7, seconds=1), None),
        (timedelta(days=7), "week"),
        (timedelta(days=1, seconds=1), "week"),
        (timedelta(days=1), "day"),
        (timedelta(hours=1, seconds=1), "day"),
        (timedelta(hours=1), "hour"),
        (SECOND, "hour"),
        (timedelta(0), None),
        (-SECOND, None),
    ],
)
def test_only_the_latest_reminder_is_due(before: timedelta, expected: str | None) -> None:
    assert reminder_due(STARTS, LONG_AGO, STARTS - before) == expected


@pytest.mark.parametrize(
    ("name", "before"), [("week", timedelta(days=7)), ("day", timedelta(days=1)), ("hour", timedelta(hours=1))]
)
def test_nobody_is_reminded_as_of_before_they_had_their_place(name: str, before: timedelta) -> None:
    moment = STARTS - before

    assert reminder_due(STARTS, moment, moment) == name
    assert reminder_due(STARTS, moment + SECOND, moment + 2 * SECOND) is None


def test_nothing_is_due_earlier_than_the_first() -> None:
    assert reminder_due(STARTS, LONG_AGO, STARTS - FIRST_REMINDER - SECOND) is None
    assert reminder_due(STARTS, LONG_AGO, STARTS - FIRST_REMINDER) == "week"
