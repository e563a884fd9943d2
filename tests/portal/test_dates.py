from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.dates import (
    TOKYO,
    end_of_day,
    first_of_next_month,
    fiscal_year,
    same_day_months_later,
    tokyo_day,
)

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
MICROSECOND = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2023, 7, 9, 14, 59, 59, 999999, tzinfo=UTC), date(2023, 7, 9)),
        (datetime(2023, 7, 9, 15, 0, tzinfo=UTC), date(2023, 7, 10)),
        (datetime(2023, 7, 10, 0, 0, tzinfo=TOKYO), date(2023, 7, 10)),
        (datetime(2023, 7, 10, 23, 59, tzinfo=TOKYO), date(2023, 7, 10)),
    ],
)
def test_tokyo_day_of_an_instant(instant: datetime, day: date) -> None:
    assert tokyo_day(instant) == day


def test_tokyo_day_without_a_zone_is_an_error() -> None:
    with pytest.raises(ValueError, match="time zone"):
        tokyo_day(datetime(2023, 7, 10, 12, 0))


def test_end_of_day_is_midnight_in_tokyo() -> None:
    assert end_of_day(date(2023, 8, 30)) == datetime(2023, 8, 30, 15, 0, tzinfo=UTC)


@given(DAYS)
def test_end_of_day_is_the_first_instant_of_the_next_day(day: date) -> None:
    end = end_of_day(day)
    assert tokyo_day(end - MICROSECOND) == day
    assert tokyo_day(end) == day + timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2023, 7, 1), date(2023, 8, 1)),
        (date(2023, 7, 31), date(2023, 8, 1)),
        (date(2023, 12, 31), date(2024, 1, 1)),
    ],
)
def test_first_of_next_month(day: date, expected: date) -> None:
    assert first_of_next_month(day) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        # the programme's own examples
        (date(2023, 7, 30), date(2023, 8, 30)),
        (date(2025, 1, 31), date(2025, 2, 28)),
        (date(2024, 1, 31), date(2024, 2, 29)),
        (date(2024, 4, 30), date(2024, 5, 31)),
        (date(2026, 2, 28), date(2026, 3, 31)),
        # the day exists
        (date(2023, 7, 10), date(2023, 8, 10)),
        (date(2023, 12, 10), date(2024, 1, 10)),
        (date(2024, 4, 29), date(2024, 5, 29)),
        # the day doesn't exist
        (date(2025, 1, 29), date(2025, 2, 28)),
        (date(2025, 1, 30), date(2025, 2, 28)),
        (date(2024, 1, 30), date(2024, 2, 29)),
        # last day to last day
        (date(2023, 7, 31), date(2023, 8, 31)),
        (date(2023, 8, 31), date(2023, 9, 30)),
        (date(2023, 12, 31), date(2024, 1, 31)),
        (date(2024, 2, 29), date(2024, 3, 31)),
        # in a leap year 28 February is an ordinary day
        (date(2024, 2, 28), date(2024, 3, 28)),
        (date(2026, 2, 27), date(2026, 3, 27)),
    ],
)
def test_same_day_of_the_next_month(day: date, expected: date) -> None:
    assert same_day_months_later(day, 1) == expected


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (0, date(2023, 11, 30)),
        (2, date(2024, 1, 31)),
        (3, date(2024, 2, 29)),
        (12, date(2024, 11, 30)),
    ],
)
def test_same_day_several_months_later(months: int, expected: date) -> None:
    assert same_day_months_later(date(2023, 11, 30), months) == expected


@given(DAYS, DAYS, st.integers(0, 24))
def test_same_day_later_never_runs_backwards(a: date, b: date, months: int) -> None:
    earlier, later = sorted((a, b))
    assert same_day_months_later(earlier, months) <= same_day_months_later(later, months)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2023, 3, 31), 2022),
        (date(2023, 4, 1), 2023),
        (date(2024, 2, 15), 2023),
        (date(2024, 3, 31), 2023),
        (date(2024, 4, 1), 2024),
    ],
)
def test_fiscal_year_runs_from_april_to_march(day: date, year: int) -> None:
    assert fiscal_year(day) == year
