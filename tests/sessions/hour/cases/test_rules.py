"""Who brings a case to a session, and until when (S4)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from portal.refusals import Decision
from sessions.hour.rules import BringingFacts, CaseReason, judge_bringing, judge_withdrawing
from tests.sessions.made import DURING_SIGN_UP, STARTS

SECOND = timedelta(seconds=1)


def facts(**changed: Any) -> BringingFacts:
    given = {"has_left": False, "is_consultation": True, "is_cancelled": False, "takes_part": True}
    return BringingFacts(**{**given, "starts_at": STARTS, **changed})


@pytest.mark.parametrize(
    ("changed", "now", "reasons"),
    [
        ({}, STARTS - SECOND, ()),
        ({}, STARTS, (CaseReason.HAS_BEGUN,)),
        ({"has_left": True}, DURING_SIGN_UP, (CaseReason.HAS_LEFT,)),
        ({"is_consultation": False}, DURING_SIGN_UP, (CaseReason.NOT_A_CONSULTATION,)),
        ({"is_cancelled": True}, DURING_SIGN_UP, (CaseReason.CANCELLED,)),
        ({"takes_part": False}, DURING_SIGN_UP, (CaseReason.NOT_CONFIRMED,)),
        (
            {"has_left": True, "is_consultation": False, "is_cancelled": True, "takes_part": False},
            STARTS,
            tuple(reason for reason in CaseReason if reason != CaseReason.HAS_REFERRAL),
        ),
    ],
)
def test_bringing_is_judged_with_all_reasons(
    changed: dict[str, bool], now: datetime, reasons: tuple[CaseReason, ...]
) -> None:
    assert judge_bringing(facts(**changed), now) == Decision(reasons)


@pytest.mark.parametrize(
    ("has_referral", "now", "reasons"),
    [
        (False, STARTS - SECOND, ()),
        (False, STARTS, (CaseReason.HAS_BEGUN,)),
        (True, STARTS - SECOND, (CaseReason.HAS_REFERRAL,)),
        (True, STARTS, (CaseReason.HAS_BEGUN, CaseReason.HAS_REFERRAL)),
    ],
)
def test_withdrawing_ends_with_the_session_and_with_a_referral(
    has_referral: bool, now: datetime, reasons: tuple[CaseReason, ...]
) -> None:
    assert judge_withdrawing(has_referral=has_referral, starts_at=STARTS, now=now) == Decision(reasons)
