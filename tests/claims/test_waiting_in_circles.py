"""A claim is approved while its claimant becomes one with another record: neither waits for the other in a circle."""

from __future__ import annotations

import os
from datetime import date, timedelta
from functools import partial

import pytest
from django.utils import timezone

from claims.actions import approve
from claims.enums import ClaimState
from claims.models import Claim
from claims.rules import Interval
from network.membership.joining.actions import join_records, propose_joining
from network.models import Supporter
from portal.refusals import RefusedError
from tests.claims.made import a_claim, a_code
from tests.databases import Copy
from tests.network.racing import Work, together
from tests.network.two_records import CONFIRMER, PROPOSER, listed, online, outcome

pytestmark = [pytest.mark.race, pytest.mark.parametrize("round_", range(int(os.environ.get("RACE_ROUNDS", "1"))))]

PAIRS = 6
OFFICER = 9003


def claimants() -> list[Supporter]:
    """Each of whom the office has listed before."""
    confirmed = {"has_declared_experience": True, "experience_confirmed_on": date(2026, 4, 2)}
    for number in range(PAIRS):
        listed(network_id=f"RACE-{number}")
    return [
        online(network_id=f"CLAIM-{number}", user__email=f"racer{number}@example.org", **confirmed)
        for number in range(PAIRS)
    ]


def claim_of(supporter: Supporter) -> Claim:
    """Of yesterday."""
    now = timezone.now()
    own = Interval(now - timedelta(hours=26), now - timedelta(hours=24))
    return a_claim(supporter, a_code(supporter), own, now)


def confirming(supporter: Supporter) -> Work:
    before = Supporter.objects.get(network_id=supporter.network_id.replace("CLAIM", "RACE"))
    proposal = propose_joining(before, supporter, reason="by telephone", by_id=PROPOSER, now=timezone.now())
    return partial(join_records, proposal, outcome=outcome(before, supporter), by_id=CONFIRMER, now=timezone.now())


def test_claim_approved_while_records_are_joined_is_approved_or_refused(race_database: Copy, round_: int) -> None:
    people = claimants()
    claims = [claim_of(supporter) for supporter in people]
    approving = [partial(approve, claim, officer_id=OFFICER, now=timezone.now()) for claim in claims]

    done = together([*approving, *map(confirming, people)], refusals=RefusedError)

    are_approved, are_joined = done[:PAIRS], done[PAIRS:]
    assert are_joined == [True] * PAIRS
    kept = Claim.objects.filter(pk__in=[claim.pk for claim in claims]).order_by("pk")
    assert list(kept.values_list("state", "supporter__network_id")) == [
        (ClaimState.APPROVED if is_approved else ClaimState.FILED, f"RACE-{number}")
        for number, is_approved in enumerate(are_approved)
    ]
