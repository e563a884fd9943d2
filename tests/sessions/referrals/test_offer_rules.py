"""Who may still say yes, give back, and report (S4, S5, C2). It is Friday 15 May 2026, noon in Tokyo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.dates import TOKYO
from sessions.referrals.enums import OfferState, ReferralState
from sessions.referrals.rules.offers import (
    AcceptingFacts,
    FoundFacts,
    Reason,
    judge_accepting,
    judge_accompanied,
    judge_giving_back,
    judge_seeing,
)

NOW = datetime(2026, 5, 15, 12, tzinfo=TOKYO)
TODAY = date(2026, 5, 15)
ASKED = AcceptingFacts(
    offer="open",
    referral="searching",
    open_until=NOW + timedelta(hours=48),
    wanted=1,
    found=0,
    is_experienced=True,
)
FOUND = FoundFacts(offer="won", referral="matched", found_on=date(2026, 5, 12))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"is_experienced": False, "is_qualified": True}, []),
        ({"wanted": 2, "found": 1}, []),
        ({"has_left": True}, ["has_left"]),
        ({"is_experienced": False}, ["may_not_accompany"]),
        ({"referral": "closed", "offer": "withdrawn"}, ["referral_ended"]),
        ({"referral": "revoked", "offer": "withdrawn"}, ["referral_ended"]),
        ({"offer": "withdrawn"}, ["withdrawn"]),
        ({"offer": "declined"}, ["declined"]),
        ({"offer": "won"}, ["already_accepted"]),
        ({"offer": "taken", "referral": "matched", "found": 1}, ["taken"]),
        ({"found": 1}, ["taken"]),
        ({"wanted": 2, "found": 2}, ["taken"]),
        ({"offer": "lapsed"}, ["lapsed"]),
        ({"open_until": NOW}, ["lapsed"]),
        ({"open_until": NOW + timedelta(microseconds=1)}, []),
        (
            {"has_left": True, "is_experienced": False, "found": 1, "open_until": NOW},
            ["has_left", "may_not_accompany", "taken", "lapsed"],
        ),
    ],
)
def test_accepting_tells_every_reason(changes: dict[str, object], expected: list[str]) -> None:
    assert list(judge_accepting(replace(ASKED, **changes), NOW).reasons) == expected  # type: ignore[arg-type]


@given(
    offer=st.sampled_from(OfferState.values),
    referral=st.sampled_from(ReferralState.values),
    wanted=st.sampled_from([1, 2]),
    found=st.integers(0, 2),
    left=st.booleans(),
    experienced=st.booleans(),
    late=st.booleans(),
)
def test_only_an_open_offer_of_an_open_referral_with_a_free_place_is_accepted(
    offer: str, referral: str, wanted: int, found: int, left: bool, experienced: bool, late: bool
) -> None:
    until = NOW - timedelta(hours=1) if late else NOW + timedelta(hours=1)
    facts = AcceptingFacts(offer, referral, until, wanted, found, has_left=left, is_experienced=experienced)
    decision = judge_accepting(facts, NOW)

    expected = (
        offer == "open"
        and referral not in ("closed", "revoked")
        and found < wanted
        and experienced
        and not left
        and not late
    )
    assert decision.is_allowed == expected
    assert list(decision.reasons) == sorted(set(decision.reasons), key=list(Reason).index)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"referral": "searching"}, []),
        ({"accompanied_on": TODAY}, []),
        ({"offer": "withdrawn"}, ["not_found"]),
        ({"offer": "open", "found_on": None}, ["not_found"]),
        ({"referral": "closed"}, ["referral_ended"]),
        ({"offer": "withdrawn", "referral": "revoked"}, ["not_found", "referral_ended"]),
        ({"has_left": True, "referral": "closed"}, ["has_left", "referral_ended"]),
    ],
)
def test_card_is_seen_only_between_being_found_and_the_end(changes: dict[str, object], expected: list[str]) -> None:
    assert list(judge_seeing(replace(FOUND, **changes)).reasons) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"accompanied_on": TODAY}, ["already_accompanied"]),
        ({"offer": "declined"}, ["not_found"]),
        ({"referral": "closed", "accompanied_on": TODAY}, ["referral_ended", "already_accompanied"]),
    ],
)
def test_who_went_along_cannot_give_back(changes: dict[str, object], expected: list[str]) -> None:
    assert list(judge_giving_back(replace(FOUND, **changes)).reasons) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 5, 11), ["day_before_match"]),
        (date(2026, 5, 12), []),
        (TODAY, []),
        (date(2026, 5, 16), ["day_to_come"]),
    ],
)
def test_day_lies_between_being_found_and_today(day: date, expected: list[str]) -> None:
    assert list(judge_accompanied(FOUND, day, TODAY).reasons) == expected


def test_reporting_twice_and_a_wrong_day_are_told_together() -> None:
    facts = replace(FOUND, accompanied_on=TODAY)

    reasons = judge_accompanied(facts, date(2026, 5, 20), TODAY).reasons
    assert reasons == (Reason.ALREADY_ACCOMPANIED, Reason.DAY_TO_COME)
