"""How a referral begins, goes on and changes (S4, S5, D1). It is Friday 15 May 2026, noon in Tokyo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from portal.dates import TOKYO
from portal.refusals import Decision
from sessions.referrals.enums import ReferralState
from sessions.referrals.rules import offers
from sessions.referrals.rules.referring import (
    ANSWER_WITHIN,
    Reason,
    asks_one_more,
    judge_change,
    judge_offering,
    judge_raising,
    judge_step,
    state_with,
)

NOW = datetime(2026, 5, 15, 12, tzinfo=TOKYO)
TODAY = date(2026, 5, 15)
MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Asked:
    consented_on: date | None = TODAY
    override_reason: str = ""
    languages: tuple[str, ...] = ("vi",)
    origin_wish: str = "no_matter"
    community: str = ""


WRONG_STATE = Decision((Reason.WRONG_STATE,))


@pytest.mark.parametrize(
    ("asked", "standing", "reasons"),
    [
        (Asked(), {}, ()),
        (Asked(consented_on=None), {}, (Reason.NO_CONSENT,)),
        (Asked(consented_on=TODAY + timedelta(days=1)), {}, (Reason.CONSENT_TO_COME,)),
        (Asked(consented_on=None, override_reason="In hospital."), {}, (Reason.OVERRIDE_NOT_ALLOWED,)),
        (Asked(consented_on=None, override_reason="In hospital."), {"may_override": True}, ()),
        (Asked(consented_on=None), {"may_override": True}, (Reason.NO_CONSENT,)),
        (Asked(origin_wish="not_wanted"), {}, (Reason.NO_COMMUNITY,)),
        (Asked(origin_wish="wanted", community="thai"), {}, ()),
        (
            Asked(consented_on=None, languages=(), origin_wish="wanted"),
            {"raiser_has_left": True, "case_is_referred": True},
            (Reason.HAS_LEFT, Reason.NO_CONSENT, Reason.NO_LANGUAGE, Reason.NO_COMMUNITY, Reason.ALREADY_REFERRED),
        ),
    ],
)
def test_raising_tells_every_reason(asked: Asked, standing: dict[str, bool], reasons: tuple[Reason, ...]) -> None:
    assert judge_raising(asked, TODAY, **{"may_override": False, **standing}) == Decision(reasons)


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        ("raised", {"searching", "closed", "revoked"}),
        ("searching", {"matched", "closed", "revoked"}),
        ("matched", {"searching", "closed", "revoked"}),
        ("closed", set()),
        ("revoked", set()),
    ],
)
def test_referral_takes_the_steps_that_follow_its_state_and_no_others(state: str, steps: set[str]) -> None:
    told = {to: judge_step(state, to) for to in ReferralState.values}

    assert told == {to: Decision() if to in steps else WRONG_STATE for to in ReferralState.values}


@pytest.mark.parametrize("state", ReferralState.values)
def test_supporters_are_asked_only_while_somebody_is_looked_for(state: str) -> None:
    assert judge_offering(state) == (Decision() if state == "searching" else WRONG_STATE)


@pytest.mark.parametrize(
    ("state", "found", "wanted", "expected"),
    [
        ("searching", 0, 1, "searching"),
        ("searching", 1, 2, "searching"),
        ("searching", 1, 1, "matched"),
        ("matched", 2, 2, "matched"),
        ("matched", 1, 2, "searching"),
        ("raised", 1, 1, "raised"),
        ("revoked", 0, 1, "revoked"),
        ("closed", 1, 1, "closed"),
    ],
)
def test_search_is_over_with_the_last_supporter_wanted(state: str, found: int, wanted: int, expected: str) -> None:
    assert state_with(state, found=found, wanted=wanted) == expected


@pytest.mark.parametrize(
    ("is_open", "found", "wanted", "reasons"),
    [
        (True, 0, 1, ()),
        (True, 1, 1, ()),
        (True, 2, 1, (Reason.TOO_MANY_FOUND,)),
        (False, 1, 2, (Reason.WRONG_STATE,)),
        (False, 2, 1, (Reason.WRONG_STATE, Reason.TOO_MANY_FOUND)),
    ],
)
def test_open_referral_is_changed_down_to_as_many_as_were_found(
    is_open: bool, found: int, wanted: int, reasons: tuple[Reason, ...]
) -> None:
    assert judge_change(is_open=is_open, found=found, wanted=wanted) == Decision(reasons)


@pytest.mark.parametrize(
    ("wanted", "found", "waiting", "asks"),
    [(1, 0, 0, True), (1, 0, 1, True), (1, 0, 2, False), (2, 1, 1, True), (2, 1, 2, False), (2, 0, 3, True)],
)
def test_two_are_asked_for_each_supporter_still_wanted(wanted: int, found: int, waiting: int, asks: bool) -> None:
    assert asks_one_more("searching", wanted=wanted, found=found, waiting=waiting) is asks
    assert asks_one_more("matched", wanted=wanted, found=found, waiting=waiting) is False


@pytest.mark.parametrize(
    ("after", "reasons"),
    [(timedelta(hours=48) - MOMENT, ()), (timedelta(hours=48), (offers.Reason.LAPSED,))],
)
def test_supporter_has_48_hours_to_say_yes(after: timedelta, reasons: tuple[offers.Reason, ...]) -> None:
    asked = offers.AcceptingFacts(
        offer="open",
        referral="searching",
        open_until=NOW + ANSWER_WITHIN,
        wanted=1,
        found=0,
        is_experienced=True,
    )

    assert offers.judge_accepting(asked, NOW + after) == Decision(reasons)
