"""When a claim is paid, and what paying waits for (C9, C10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from claims.rules import (
    Reason,
    judge_filing,
    judge_payment,
)
from tests.claims.ordinary import (
    MICROSECOND,
    ORDINARY,
    tokyo,
    visit_on,
)

# C9: paid in the month after arrival


@pytest.mark.parametrize(
    ("arrived_at", "month"),
    [
        (tokyo(2023, 9, 1, 12), date(2023, 10, 1)),
        (tokyo(2023, 10, 1) - MICROSECOND, date(2023, 10, 1)),
        (tokyo(2023, 10, 1), date(2023, 11, 1)),
        # still 30 September in Greenwich
        (datetime(2023, 9, 30, 15, 0, tzinfo=UTC), date(2023, 11, 1)),
    ],
)
def test_c9_paid_in_the_month_after_arrival(arrived_at: datetime, month: date) -> None:
    assert judge_filing(ORDINARY, arrived_at).pay_month == month


def test_c9_a_claim_of_december_is_paid_in_january() -> None:
    facts = replace(ORDINARY, own=visit_on(date(2023, 12, 10)))
    decision = judge_filing(facts, tokyo(2023, 12, 31, 23, 59))
    assert decision.pay_month == date(2024, 1, 1)


# C10: filing knows no papers, paying does


@pytest.mark.parametrize(
    ("state", "has_papers", "reasons"),
    [
        ("approved", True, ()),
        ("approved", False, (Reason.PAPERS_MISSING,)),
        ("filed", True, (Reason.WRONG_STATE,)),
        ("rejected", False, (Reason.WRONG_STATE, Reason.PAPERS_MISSING)),
    ],
)
def test_c10_paying_waits_for_the_papers(state: str, has_papers: bool, reasons: tuple[Reason, ...]) -> None:
    assert judge_payment(state, has_papers=has_papers).reasons == reasons
