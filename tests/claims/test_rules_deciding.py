"""What may happen to a claim once it is filed, and what a decision is made of."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from claims.enums import FINAL_STATES, LIVE_STATES, TRANSITIONS, ClaimState
from claims.facts import to_json
from claims.rules import (
    REASON_CLAUSES,
    Decision,
    Reason,
    judge_approval,
    judge_disputing,
    judge_payment,
    judge_rejection,
    judge_resending,
    judge_return,
    judge_upholding,
    judge_withdrawal,
)
from tests.claims.ordinary import (
    NOON,
    ORDINARY,
    TEN,
    lasting,
)

# After filing: the desk and the supporter

STATES = ClaimState.values


def allowed_states(judge: object) -> list[str]:
    assert callable(judge)
    return [state for state in STATES if judge(state).is_allowed]


def test_each_verb_has_its_states() -> None:
    assert {
        "approve": allowed_states(
            lambda state: judge_approval(
                state,
                is_own_claim=False,
                was_qualified_at_filing=True,
                has_confirmed_experience=False,
            )
        ),
        "reject": allowed_states(lambda s: judge_rejection(s, is_own_claim=False)),
        "return": allowed_states(lambda s: judge_return(s, is_own_claim=False)),
        "resend": allowed_states(lambda s: judge_resending(s, ORDINARY, NOON)),
        "withdraw": allowed_states(lambda s: judge_withdrawal(s, is_in_frozen_batch=False)),
        "pay": allowed_states(lambda s: judge_payment(s, has_papers=True)),
    } == {
        "approve": ["filed"],
        "reject": ["filed", "returned", "waiting"],
        "return": ["filed", "waiting"],
        "resend": ["returned"],
        "withdraw": ["filed", "returned", "waiting", "approved"],
        "pay": ["approved"],
    }


def test_nobody_decides_an_own_claim() -> None:
    approval = judge_approval(
        "filed",
        is_own_claim=True,
        was_qualified_at_filing=True,
        has_confirmed_experience=True,
    )
    assert approval.reasons == (Reason.OWN_CLAIM,)
    assert judge_rejection("filed", is_own_claim=True).reasons == (Reason.OWN_CLAIM,)
    assert judge_return("filed", is_own_claim=True).reasons == (Reason.OWN_CLAIM,)


def test_c12_nobody_decides_a_claim_of_a_visit_they_claimed_for() -> None:
    approval = judge_approval(
        "filed",
        is_own_claim=False,
        is_own_visit=True,
        was_qualified_at_filing=True,
        has_confirmed_experience=True,
    )
    assert approval.reasons == (Reason.OWN_VISIT,)
    assert judge_rejection("filed", is_own_claim=False, is_own_visit=True).reasons == (Reason.OWN_VISIT,)
    assert judge_return("filed", is_own_claim=False, is_own_visit=True).reasons == (Reason.OWN_VISIT,)


def test_approval_tells_all_its_reasons() -> None:
    decision = judge_approval(
        "approved",
        is_own_claim=True,
        was_qualified_at_filing=False,
        has_confirmed_experience=False,
    )
    assert decision.reasons == (
        Reason.WRONG_STATE,
        Reason.OWN_CLAIM,
        Reason.EXPERIENCE_UNCONFIRMED,
    )


def test_approved_claim_is_rejected_or_upheld_only_when_disputed() -> None:
    def judged(**facts: bool) -> list[tuple[Reason, ...]]:
        rejecting = judge_rejection("approved", **{"is_own_claim": False, **facts})
        upholding = judge_upholding("approved", **{"is_own_claim": False, "is_disputed": False, **facts})
        return [rejecting.reasons, upholding.reasons]

    assert judged(is_disputed=False) == [(Reason.WRONG_STATE,)] * 2
    assert judged(is_disputed=True) == [()] * 2
    assert judged(is_disputed=True, is_own_visit=True) == [(Reason.OWN_VISIT,)] * 2


@pytest.mark.parametrize("state", ["filed", "returned", "waiting", "rejected", "withdrawn"])
def test_only_an_approved_claim_is_upheld(state: str) -> None:
    assert judge_upholding(state, is_own_claim=False, is_disputed=True).reasons == (Reason.WRONG_STATE,)


def test_a_frozen_batch_ends_rejecting_what_is_disputed() -> None:
    decision = judge_rejection("approved", is_own_claim=False, is_disputed=True, is_in_frozen_batch=True)
    assert decision.reasons == (Reason.IN_FROZEN_BATCH,)


@pytest.mark.parametrize(
    ("leads", "joined", "told", "reasons"),
    [
        (True, True, False, ()),
        (True, True, True, (Reason.ALREADY_TOLD,)),
        (True, False, True, (Reason.WRONG_STATE,)),
        (False, True, False, (Reason.WRONG_STATE,)),
    ],
)
def test_office_is_told_once_by_who_leads_a_joined_visit(
    leads: bool, joined: bool, told: bool, reasons: tuple[Reason, ...]
) -> None:
    assert judge_disputing(leads_visit=leads, has_joined=joined, has_told=told).reasons == reasons


@pytest.mark.parametrize("state", ["filed", "returned", "waiting", "approved"])
def test_a_frozen_batch_ends_withdrawing(state: str) -> None:
    decision = judge_withdrawal(state, is_in_frozen_batch=True)
    assert decision.reasons == (Reason.IN_FROZEN_BATCH,)


def test_a_corrected_claim_counts_from_its_first_arrival() -> None:
    corrected = replace(ORDINARY, own=lasting(TEN, minutes=120))
    assert judge_resending("returned", corrected, NOON) == Decision(
        amount=8000, deadline=date(2023, 10, 1), pay_month=date(2023, 10, 1)
    )


def test_a_corrected_claim_is_judged_anew() -> None:
    corrected = replace(ORDINARY, own=lasting(TEN, minutes=59))
    assert judge_resending("returned", corrected, NOON).reasons == (Reason.TOO_SHORT,)


def test_a_corrected_date_cannot_lie_after_the_first_arrival() -> None:
    corrected = replace(ORDINARY, own=lasting(TEN + timedelta(days=1), minutes=90))
    assert judge_resending("returned", corrected, NOON).reasons == (Reason.NOT_OVER,)


# What a decision is made of


def test_every_reason_but_the_desks_own_cites_its_clause() -> None:
    assert set(Reason) - set(REASON_CLAUSES) == {
        Reason.WRONG_STATE,
        Reason.IN_FROZEN_BATCH,
    }


def test_every_state_is_either_live_or_final() -> None:
    assert LIVE_STATES | FINAL_STATES == set(ClaimState)
    assert FINAL_STATES == {s for s in ClaimState if not TRANSITIONS[s]}
    assert LIVE_STATES & FINAL_STATES == set()


def test_facts_are_kept_as_plain_json() -> None:
    facts = replace(ORDINARY, others=(lasting(TEN, hours=1),))
    stored = to_json(facts)
    assert json.loads(json.dumps(stored)) == stored
    assert stored == {
        "claimant": {
            "is_registered": True,
            "has_left": False,
            "has_declared_experience": False,
            "has_confirmed_experience": False,
            "is_qualified": True,
        },
        "programme": {
            "starts_on": "2023-07-10",
            "ends_on": "2026-02-28",
            "short_amount": 4000,
            "long_amount": 8000,
            "minimum_minutes": 60,
            "long_from_minutes": 120,
            "visits_per_consultee": 3,
            "supporters_per_visit": 2,
            "claim_months": 1,
        },
        "own": {
            "start": "2023-09-01T10:00:00+09:00",
            "end": "2023-09-01T11:30:00+09:00",
        },
        "others": [
            {
                "start": "2023-09-01T10:00:00+09:00",
                "end": "2023-09-01T11:00:00+09:00",
            }
        ],
        "other_visits": 0,
        "has_live_claim": False,
        "met_visits": 0,
        "is_counted": False,
        "doubted": 0,
    }
