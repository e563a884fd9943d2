from __future__ import annotations

import os

import pytest

from claims.models import Claim
from tests.claims.racing import (
    CLAIMING,
    EQUAL,
    JOINING,
    TOGETHER,
    claim_for_one_hour,
    claim_for_one_person,
    join_one_visit,
    send_equal_posts,
)
from tests.databases import Copy
from tests.racers import racers

pytestmark = pytest.mark.race

ROUNDS = int(os.environ.get("RACE_ROUNDS", "1"))


def test_claims_for_one_person_leave_three_visits(race_database: Copy) -> None:
    people = racers(CLAIMING)
    for _round in range(ROUNDS):
        outcome = claim_for_one_person(people)

        assert sorted(status for status, _address in outcome.answers) == [200] * (CLAIMING - 3) + [302] * 3
        assert (outcome.left, outcome.mails) == (3, 3)


def test_one_code_and_hour_leave_one_visit_of_two(race_database: Copy) -> None:
    people = racers(TOGETHER)
    for _round in range(ROUNDS):
        outcome, visits = claim_for_one_hour(people)

        assert sorted(status for status, _address in outcome.answers) == [200] * (TOGETHER - 2) + [302] * 2
        assert (visits, outcome.left, outcome.mails) == (1, 2, 3)


def test_joining_one_visit_leaves_two_supporters(race_database: Copy) -> None:
    opener, *people = racers(JOINING + 1)
    for _round in range(ROUNDS):
        outcome = join_one_visit(opener, people)

        assert sorted(status for status, _address in outcome.answers) == [200] * (JOINING - 1) + [302]
        # One to who joined, one to who opened it.
        assert (outcome.left, outcome.mails) == (2, 2)


def test_equal_posts_leave_one_claim_and_one_mail(race_database: Copy) -> None:
    (racer,) = racers(1)
    for _round in range(ROUNDS):
        outcome = send_equal_posts(racer, EQUAL)

        newest = Claim.objects.filter(supporter=racer.supporter).latest("pk")
        assert outcome.answers == [(302, f"/vi/claims/{newest.reference}/sent/")] * EQUAL
        assert (outcome.left, outcome.mails) == (1, 1)
