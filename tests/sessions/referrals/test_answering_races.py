"""Many supporters saying yes at the same moment."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from portal.mail import OutboxMail
from portal.refusals import RefusedError
from sessions.models import Offer, Referral
from sessions.referrals.actions.answering import accept, decline, lapse_offers
from sessions.referrals.actions.referring import revoke
from tests.databases import Copy
from tests.factories import SupporterFactory
from tests.sessions.made import OfferFactory, ReferralFactory

pytestmark = pytest.mark.race

ROUNDS = int(os.environ.get("RACE_ROUNDS", "1"))
ASKED = 20


def asked(referral: Referral, count: int = ASKED) -> list[Offer]:
    now = timezone.now()
    return [
        OfferFactory(
            referral=referral,
            supporter=SupporterFactory(experienced=True),
            offered_at=now,
            open_until=now + timedelta(hours=48),
        )
        for _number in range(count)
    ]


def together(acts: Sequence[Callable[[], object]]) -> list[object]:
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            start.wait()
            return act()
        except RefusedError as error:
            return tuple(error.decision.reasons)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def states(referral: Referral) -> list[str]:
    return sorted(Offer.objects.filter(referral=referral).values_list("state", flat=True))


def say_yes(client: Client, offer: Offer) -> int:
    key = {"idempotency_key": str(uuid.uuid4())}
    return client.post(f"/vi/meet/help/{offer.pk}/accept/", key).status_code


@pytest.mark.parametrize("wanted", [1, 2])
def test_as_many_win_as_are_wanted_and_each_is_told_once(race_database: Copy, wanted: int) -> None:
    for _round in range(ROUNDS):
        referral = ReferralFactory(supporters_wanted=wanted)
        offers = asked(referral)
        clients = [Client(raise_request_exception=False, SERVER_NAME="localhost") for _offer in offers]
        for client, offer in zip(clients, offers, strict=True):
            client.force_login(offer.supporter.user)
        mails = OutboxMail.objects.count()

        answers = together([partial(say_yes, *one) for one in zip(clients, offers, strict=True)])

        referral.refresh_from_db()
        assert answers == [302] * ASKED
        assert states(referral) == ["taken"] * (ASKED - wanted) + ["won"] * wanted
        assert sorted(referral.offers.won().values_list("place", flat=True)) == [*range(1, wanted + 1)]
        assert referral.state == "matched"
        assert OutboxMail.objects.count() - mails == ASKED


def test_who_accepts_while_it_is_revoked_is_not_left_found(race_database: Copy) -> None:
    for _round in range(ROUNDS):
        referral = ReferralFactory()
        offers = asked(referral, 5)
        now = timezone.now()
        acts = [partial(accept, offer, now=now) for offer in offers]

        together([*acts, partial(revoke, referral, by_id=None, now=now)])

        referral.refresh_from_db()
        assert referral.state == "revoked"
        assert [state for state in states(referral) if state in ("won", "open")] == []


def test_accepting_and_declining_at_once_leave_one_answer(race_database: Copy) -> None:
    for _round in range(ROUNDS):
        referral = ReferralFactory()
        (offer,) = asked(referral, 1)
        now = timezone.now()

        together([partial(accept, offer, now=now), partial(decline, offer, never_again=False, now=now)])

        offer.refresh_from_db()
        referral.refresh_from_db()
        assert (offer.state, referral.state) in [("won", "matched"), ("declined", "searching")]


def test_two_ticks_ask_the_next_ones_once(race_database: Copy) -> None:
    for _round in range(ROUNDS):
        referral = ReferralFactory()
        offers = asked(referral, 2)
        later = timezone.now() + timedelta(hours=49)

        together([partial(lapse_offers, later)] * 4)

        lapsed = [pk for pk, state in referral.offers.values_list("pk", "state") if state == "lapsed"]
        assert sorted(lapsed) == sorted(offer.pk for offer in offers)
        # Two for each one wanted.
        assert referral.offers.waiting().count() == 2
