from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.dates import TOKYO
from sessions.bookings.rules.door import JoiningFacts, JoiningReason, judge_joining
from tests.sessions.doors import MINUTE, OPENS
from tests.sessions.made import ENDS, STARTS


@dataclass(frozen=True)
class Planned:
    mode: str = "online"
    join_link: str = "https://meet.example.org/room"
    starts_at: datetime = STARTS
    ends_at: datetime = ENDS
    is_cancelled: bool = False


def facts(*, has_left: bool = False, is_confirmed: bool = True, **changed: Any) -> JoiningFacts:
    return JoiningFacts(Planned(**changed), has_left, is_confirmed)


@pytest.mark.parametrize(
    ("now", "reasons"),
    [
        (OPENS - timedelta(microseconds=1), (JoiningReason.TOO_EARLY,)),
        (OPENS, ()),
        (STARTS, ()),
        (ENDS - timedelta(microseconds=1), ()),
        (ENDS, (JoiningReason.OVER,)),
    ],
)
def test_door_is_open_from_15_minutes_before_the_start_until_the_end(
    now: datetime, reasons: tuple[JoiningReason, ...]
) -> None:
    decision = judge_joining(facts(), now)

    assert (decision.opens_at, decision.reasons) == (OPENS, reasons)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"has_left": True}, JoiningReason.HAS_LEFT),
        ({"is_cancelled": True}, JoiningReason.CANCELLED),
        ({"is_confirmed": False}, JoiningReason.NOT_CONFIRMED),
        ({"mode": "place", "join_link": ""}, JoiningReason.NOT_ONLINE),
        ({"join_link": ""}, JoiningReason.NO_LINK_YET),
    ],
)
def test_door_stays_shut_for_each_reason(changed: dict[str, Any], reason: JoiningReason) -> None:
    assert judge_joining(facts(**changed), STARTS).reasons == (reason,)


def test_all_reasons_are_told_at_once_in_their_order() -> None:
    everything: dict[str, Any] = {"has_left": True, "is_cancelled": True, "is_confirmed": False, "join_link": ""}

    assert judge_joining(facts(**everything), ENDS).reasons == (
        JoiningReason.HAS_LEFT,
        JoiningReason.CANCELLED,
        JoiningReason.NOT_CONFIRMED,
        JoiningReason.NO_LINK_YET,
        JoiningReason.OVER,
    )


@given(st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(TOKYO)), st.integers(1, 720))
def test_door_is_never_too_early_and_over_at_once(now: datetime, minutes: int) -> None:
    decision = judge_joining(facts(ends_at=STARTS + minutes * MINUTE), now)

    assert decision.is_allowed == (OPENS <= now < STARTS + minutes * MINUTE)


@pytest.mark.parametrize(
    ("changed", "now", "may_know"),
    [
        ({}, STARTS, True),
        ({}, OPENS - MINUTE, True),
        ({}, ENDS, True),
        ({"mode": "place"}, STARTS, True),
        ({"join_link": ""}, STARTS, True),
        ({"has_left": True}, STARTS, False),
        ({"is_cancelled": True}, STARTS, False),
        ({"is_confirmed": False}, STARTS, False),
    ],
)
def test_place_is_known_to_whoever_is_accepted_even_while_the_door_is_shut(
    changed: dict[str, Any], now: datetime, may_know: bool
) -> None:
    assert judge_joining(facts(**changed), now).may_know_the_place is may_know
