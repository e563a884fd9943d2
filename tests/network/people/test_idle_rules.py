"""How long a session goes on without its owner, and when its end is written anew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from network.people.rules.idle import idle_limit, is_written_anew

NOW = datetime(2026, 5, 15, 3, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)
LIMITS = [timedelta(days=14), timedelta(hours=2), timedelta(minutes=30)]


@pytest.mark.parametrize(
    ("works_in_the_office", "on_a_shared_phone", "limit"),
    [
        (False, False, timedelta(days=14)),
        (False, True, timedelta(hours=2)),
        (True, False, timedelta(minutes=30)),
        (True, True, timedelta(minutes=30)),
    ],
)
def test_session_ends_after_fourteen_days_two_hours_or_half_an_hour(
    works_in_the_office: bool, on_a_shared_phone: bool, limit: timedelta
) -> None:
    assert idle_limit(works_in_the_office=works_in_the_office, on_a_shared_phone=on_a_shared_phone) == limit


@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize(
    ("tenths_used", "instants_more", "is_anew"),
    [
        (0, -1, True),
        (0, 0, False),
        (0, 1, False),
        (1, -1, False),
        (1, 0, True),
        (9, 0, True),
    ],
    ids=["ends later than it may", "just written", "an instant ago", "almost a tenth", "a tenth", "nearly all"],
)
def test_end_is_written_anew_from_a_tenth_of_the_limit_on(
    limit: timedelta, tenths_used: int, instants_more: int, is_anew: bool
) -> None:
    used = tenths_used * limit / 10 + instants_more * INSTANT

    assert is_written_anew(ends_at=NOW + limit - used, limit=limit, now=NOW) is is_anew
