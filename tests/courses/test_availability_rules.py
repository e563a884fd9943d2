"""Whether a lecture is given out, and to which moment late reports of it count."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from courses.rules.availability import (
    PLAYS_ON,
    Availability,
    PageFacts,
    Reader,
    Reason,
    counted_until,
    judge_giving,
    judge_putting_back,
    judge_taking_down,
)

NOW = datetime(2026, 5, 1, 10, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

PAGE = PageFacts("vi")
UNPUBLISHED = PageFacts("ja", is_live=False)
STANDING = Availability(None, (PAGE, UNPUBLISHED))
DOWN = Availability(NOW - MINUTE, (PAGE,))
MEMBER = Reader(may_learn=True)
STRANGER = Reader(may_learn=False)
EDITOR = Reader(may_learn=False, keeps_recordings=True)


@pytest.mark.parametrize(
    ("page", "stands"),
    [
        (PAGE, True),
        (replace(PAGE, is_live=False), False),
        (replace(PAGE, are_pages_above_live=False), False),
        (replace(PAGE, is_whole=False), False),
        # the moment counts, not when the clock comes by to unpublish it
        (replace(PAGE, expires_at=NOW), False),
        (replace(PAGE, expires_at=NOW + MINUTE), True),
    ],
)
def test_page_stands(page: PageFacts, stands: bool) -> None:
    assert page.stands(NOW) == stands


@pytest.mark.parametrize(
    ("lecture", "reader", "reasons"),
    [
        (STANDING, MEMBER, ()),
        # L7
        (STANDING, STRANGER, (Reason.NOT_REGISTERED,)),
        # L2
        (DOWN, MEMBER, (Reason.TAKEN_DOWN,)),
        (Availability(None, (UNPUBLISHED, replace(UNPUBLISHED, language="en"))), MEMBER, (Reason.NOT_PUBLISHED,)),
        (Availability(), MEMBER, (Reason.NOT_PUBLISHED,)),
        (Availability(NOW), STRANGER, (Reason.NOT_REGISTERED, Reason.TAKEN_DOWN, Reason.NOT_PUBLISHED)),
        # who corrects a recording has to look at it
        (Availability(NOW), EDITOR, ()),
    ],
)
def test_l2_l7_lecture_is_given_out(lecture: Availability, reader: Reader, reasons: tuple[Reason, ...]) -> None:
    assert judge_giving(lecture, reader, NOW).reasons == reasons


@pytest.mark.parametrize(
    ("lecture", "opened_at", "until"),
    [
        (STANDING, NOW - 60 * MINUTE, NOW),
        # unpublished since: the opening was signed while it stood
        (Availability(), NOW - 60 * MINUTE, NOW),
        (DOWN, NOW - 60 * MINUTE, NOW),
        (replace(DOWN, unavailable_since=NOW - 30 * MINUTE), NOW - 60 * MINUTE, NOW - 30 * MINUTE + PLAYS_ON),
        # nothing was to be seen any more
        (DOWN, NOW - MINUTE, None),
        (DOWN, NOW, None),
    ],
)
def test_l4_late_reports_count_up_to_the_taking_down(
    lecture: Availability, opened_at: datetime, until: datetime | None
) -> None:
    assert counted_until(lecture, opened_at, NOW) == until


def test_what_is_down_is_not_taken_down_again() -> None:
    assert judge_taking_down(DOWN).reasons == (Reason.TAKEN_DOWN_ALREADY,)
    assert judge_taking_down(STANDING).reasons == ()


def test_what_is_not_down_is_not_put_back() -> None:
    assert judge_putting_back(STANDING).reasons == (Reason.NOT_TAKEN_DOWN,)
    assert judge_putting_back(DOWN).reasons == ()
