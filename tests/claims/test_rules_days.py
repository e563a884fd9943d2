"""The day a visit belongs to (C1), and the month of payment that may still be spoken of (C9)."""

from __future__ import annotations

from datetime import date

import pytest

from claims.rules import Interval, day_of_visit, month_to_speak_of
from tests.claims.ordinary import lasting, tokyo

# Around the midnight of 31 August: each meets the one beside it, and no other.
EVENING = lasting(tokyo(2023, 8, 31, 22), hours=2)
NIGHT = lasting(tokyo(2023, 8, 31, 23, 30), hours=2)
MORNING = lasting(tokyo(2023, 9, 1, 1), hours=2)

AUGUST_31, SEPTEMBER_1 = date(2023, 8, 31), date(2023, 9, 1)


@pytest.mark.parametrize(
    ("standing", "returned", "day"),
    [
        ([MORNING], [], SEPTEMBER_1),
        ([MORNING, NIGHT], [], AUGUST_31),
        ([MORNING], [NIGHT], AUGUST_31),
        ([NIGHT], [MORNING], AUGUST_31),
        ([MORNING], [EVENING], SEPTEMBER_1),
        # It meets one of the two that stand.
        ([MORNING, lasting(tokyo(2023, 9, 1, 2), hours=2)], [NIGHT], AUGUST_31),
        ([], [MORNING], SEPTEMBER_1),
        ([], [MORNING, EVENING], AUGUST_31),
    ],
    ids=[
        "of the only one",
        "of the first of two",
        "of a returned one that meets it",
        "of the first, whichever is returned",
        "not of a returned one that does not meet it",
        "of a returned one that meets one of two",
        "of a returned one alone",
        "of the first of two returned ones that meet nobody",
    ],
)
def test_c1_visit_belongs_to_the_day(standing: list[Interval], returned: list[Interval], day: date) -> None:
    assert day_of_visit(standing, returned) == day
    assert day_of_visit(standing[::-1], returned[::-1]) == day


@pytest.mark.parametrize(
    ("today", "spoken_of"),
    [
        (date(2023, 9, 30), True),
        (date(2023, 10, 1), True),
        (date(2023, 10, 31), True),
        (date(2023, 11, 1), False),
        (date(2024, 10, 1), False),
    ],
)
def test_c9_month_of_payment_is_spoken_of_to_its_last_day(today: date, spoken_of: bool) -> None:
    october = date(2023, 10, 1)

    assert month_to_speak_of(october, today) == (october if spoken_of else None)
