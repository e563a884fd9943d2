"""Somebody refers, or says no for ever, while their record becomes one with another: none waits for another in a
circle."""

from __future__ import annotations

import os
from functools import partial

import pytest
from django.utils import timezone

from network.membership.joining.actions import join_records, propose_joining
from network.models import Supporter
from sessions.hour.enums import CaseOutcome
from sessions.models import Case, DeclaredConflict, Offer
from sessions.referrals.actions.answering import decline, give_back
from sessions.referrals.actions.referring import raise_referral
from sessions.referrals.enums import OfferState
from tests.databases import Copy
from tests.network.racing import Work, together
from tests.network.two_records import CONFIRMER, PROPOSER, listed, online, outcome
from tests.sessions.made import CaseFactory, OfferFactory, ReferralFactory
from tests.sessions.racing import open_meeting

pytestmark = [pytest.mark.race, pytest.mark.parametrize("round_", range(int(os.environ.get("RACE_ROUNDS", "1"))))]

PAIRS = 6


def people() -> list[Supporter]:
    """Each of whom the office has listed before."""
    for number in range(PAIRS):
        listed(network_id=f"RACE-{number}")
    return [online(network_id=f"GOES-{number}", user__email=f"racer{number}@example.org") for number in range(PAIRS)]


def joining(own: Supporter) -> Work:
    before = Supporter.objects.get(network_id=own.network_id.replace("GOES", "RACE"))
    proposal = propose_joining(before, own, reason="by telephone", by_id=PROPOSER, now=timezone.now())
    return partial(join_records, proposal, outcome=outcome(before, own), by_id=CONFIRMER, now=timezone.now())


def joined(number: int) -> str:
    return f"RACE-{number}"


def test_case_that_is_referred_while_who_brought_it_is_joined_is_referred_or_stays(
    race_database: Copy, round_: int
) -> None:
    now = timezone.now()
    meeting = open_meeting(seats=0)
    cases = [CaseFactory(meeting=meeting, brought_by=own) for own in people()]
    asked = [ReferralFactory.build(case=case, raised_by=case.brought_by, consultee_code=None) for case in cases]
    raising = [partial(raise_referral, one, by_id=one.raised_by.user_id, now=now) for one in asked]

    done = together([*raising, *(joining(case.brought_by) for case in cases)], refusals=Supporter.DoesNotExist)

    are_raised, are_joined = done[:PAIRS], done[PAIRS:]
    assert are_joined == [True] * PAIRS
    kept = Case.objects.filter(pk__in=[case.pk for case in cases]).order_by("pk")
    assert list(kept.values_list("brought_by__network_id", "outcome", "referrals__raised_by__network_id")) == [
        (joined(number), CaseOutcome.TO_ACCOMPANIMENT, joined(number))
        if is_raised
        else (joined(number), CaseOutcome.OPEN, None)
        for number, is_raised in enumerate(are_raised)
    ]


def test_who_is_never_to_be_asked_again_is_so_under_the_record_that_stays(race_database: Copy, round_: int) -> None:
    own, now = people(), timezone.now()
    half = PAIRS // 2
    asked = [OfferFactory(supporter=one) for one in own[:half]]
    found = [OfferFactory(supporter=one, won=True) for one in own[half:]]
    answering = [
        *(partial(decline, offer, never_again=True, now=now) for offer in asked),
        *(partial(give_back, offer, never_again=True, now=now) for offer in found),
    ]

    done = together([*answering, *map(joining, own)], refusals=())

    assert done == [True] * 2 * PAIRS
    answers = Offer.objects.filter(pk__in=[offer.pk for offer in [*asked, *found]]).order_by("pk")
    declared = DeclaredConflict.objects.order_by("pk").filter(supporter__network_id__startswith="RACE-")
    assert sorted(declared.values_list("supporter__network_id", "consultee")) == [
        (joined(number), offer.referral.consultee_code.consultee_id) for number, offer in enumerate([*asked, *found])
    ]
    assert list(answers.values_list("supporter__network_id", "state")) == [
        (joined(number), OfferState.DECLINED if number < half else OfferState.WITHDRAWN) for number in range(PAIRS)
    ]
