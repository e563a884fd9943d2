"""Two records become one while the membership ends, its papers come back, or the joining is proposed anew: none waits
for another in a circle."""

from __future__ import annotations

import os
from datetime import datetime
from functools import partial

import pytest
from django.utils import timezone

from network.membership.actions import erase, leave
from network.membership.joining.actions import CannotJoinError, join_records, propose_joining
from network.models import JoiningProposal, Papers, Supporter, Term
from network.papers.actions import move_papers
from network.papers.enums import PapersState
from portal.dates import TOKYO
from tests.databases import Copy
from tests.factories import PapersFactory
from tests.network.racing import Work, together
from tests.network.two_records import CONFIRMER, PROPOSER, listed, online, outcome

pytestmark = [pytest.mark.race, pytest.mark.parametrize("round_", range(int(os.environ.get("RACE_ROUNDS", "1"))))]

PAIRS = 6


def pairs() -> list[tuple[Supporter, JoiningProposal]]:
    """Who has registered online long ago, and what is proposed: to join to it a line of the office's newer list."""
    long_ago = datetime(2025, 4, 1, 9, tzinfo=TOKYO)
    both = [
        (
            online(network_id=f"RACE-{number}", registered_at=long_ago, user__email=f"racer{number}@example.org"),
            listed(network_id=f"LIST-{number}", consent_version="test"),
        )
        for number in range(PAIRS)
    ]
    return [
        (own, propose_joining(own, other, reason="asked by telephone", by_id=PROPOSER, now=timezone.now()))
        for own, other in both
    ]


def confirming(proposal: JoiningProposal) -> Work:
    seen = outcome(proposal.staying, proposal.joining)
    return partial(join_records, proposal, outcome=seen, by_id=CONFIRMER, now=timezone.now())


def test_who_is_erased_while_their_records_are_joined_is_erased(race_database: Copy, round_: int) -> None:
    both = pairs()
    erasing = [partial(erase, own, by_id=None, now=timezone.now()) for own, _proposal in both]

    done = together([*erasing, *(confirming(proposal) for _own, proposal in both)], refusals=CannotJoinError)

    assert done[:PAIRS] == [True] * PAIRS
    own = Supporter.objects.filter(network_id__startswith="RACE-")
    assert list(own.values_list("name", "user")) == [("", None)] * PAIRS
    assert not own.filter(erased_on=None).exists()


def test_who_leaves_while_their_records_are_joined_has_left(race_database: Copy, round_: int) -> None:
    both = pairs()
    leaving = [partial(leave, own, by_id=None, now=timezone.now()) for own, _proposal in both]

    done = together([*leaving, *(confirming(proposal) for _own, proposal in both)], refusals=CannotJoinError)

    assert done[:PAIRS] == [True] * PAIRS
    assert Supporter.objects.registered().filter(network_id__startswith="RACE-").count() == 0


def test_papers_that_come_back_while_records_are_joined_are_in(race_database: Copy, round_: int) -> None:
    term = Term.objects.latest("pk")
    both = pairs()
    papers = [PapersFactory(supporter=own, term=term, sent=True) for own, _proposal in both]
    for _own, proposal in both:
        PapersFactory(supporter=proposal.joining, term=term)
    to, now = PapersState.COMPLETE, timezone.now()
    moving = [partial(move_papers, one, to, by_id=CONFIRMER, now=now) for one in papers]

    done = together([*moving, *(confirming(proposal) for _own, proposal in both)], refusals=CannotJoinError)

    assert done == [True] * 2 * PAIRS
    kept = Papers.objects.filter(supporter__network_id__startswith="RACE-", term=term)
    assert [(one.state, one.steps.count()) for one in kept] == [(PapersState.COMPLETE, 1)] * PAIRS


def test_joining_that_is_proposed_anew_while_it_is_confirmed_comes_true_or_waits(
    race_database: Copy, round_: int
) -> None:
    proposals = [proposal for _own, proposal in pairs()]
    anew = [
        partial(propose_joining, old.staying, old.joining, reason="asked again", by_id=PROPOSER, now=timezone.now())
        for old in proposals
    ]

    done = together([*anew, *map(confirming, proposals)], refusals=CannotJoinError)

    are_proposed, are_joined = done[:PAIRS], done[PAIRS:]
    assert are_proposed == [not is_joined for is_joined in are_joined]
    assert JoiningProposal.objects.count() == sum(are_proposed)
