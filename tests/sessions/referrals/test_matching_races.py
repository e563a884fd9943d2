from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone

from network.models import LanguageSpoken, Supporter
from network.people.enums import LanguageLevel, SpokenLanguage
from portal.mail import OutboxMail
from portal.refusals import RefusedError
from sessions.models import Offer, Referral
from sessions.referrals.actions.matching import change, offer
from sessions.referrals.enums import OfferState, ReferralState, Urgency
from tests.databases import Copy
from tests.factories import SupporterFactory, UserFactory
from tests.sessions.made import OfferFactory, ReferralFactory

pytestmark = pytest.mark.race

ROUNDS = int(os.environ.get("RACE_ROUNDS", "1"))
COORDINATORS = 12


def people(count: int) -> list[Supporter]:
    made = [SupporterFactory(experienced=True, user=UserFactory(password="!")) for _number in range(count)]
    LanguageSpoken.objects.bulk_create(
        LanguageSpoken(supporter=one, language=SpokenLanguage.VIETNAMESE, level=LanguageLevel.FLUENT) for one in made
    )
    return made


def ask_together(referral: Referral, chosen: Sequence[Sequence[Supporter]]) -> list[int | str]:
    """How many each coordinator has asked, or why not; anything else is an error of the test."""
    start = Barrier(len(chosen))

    def ask(supporters: Sequence[Supporter]) -> int | str:
        try:
            start.wait()
            return len(offer(referral, supporters, by_id=None, now=timezone.now()))
        except RefusedError as error:
            return str(error)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(chosen)) as pool:
        return list(pool.map(ask, chosen))


def test_coordinators_who_ask_at_once_ask_nobody_twice(race_database: Copy) -> None:
    asked = people(5)
    for _round in range(ROUNDS):
        referral = ReferralFactory()
        mails = OutboxMail.objects.count()
        outcome = ask_together(referral, [asked] * COORDINATORS)

        assert sorted(outcome) == [0] * (COORDINATORS - 1) + [5]
        assert Offer.objects.filter(referral=referral).count() == 5
        assert OutboxMail.objects.count() - mails == 5


def test_nobody_is_asked_once_the_search_is_over(race_database: Copy) -> None:
    """One coordinator lowers the number, which ends the search, while the others ask."""
    asked = people(COORDINATORS)
    for _round in range(ROUNDS):
        referral = ReferralFactory(supporters_wanted=2)
        OfferFactory(referral=referral, won=True)
        start = Barrier(2)

        def lower(referral: Referral = referral, start: Barrier = start) -> None:
            try:
                start.wait()
                change(referral, supporters_wanted=1, urgency=Urgency.DAYS, by_id=None, now=timezone.now())
            finally:
                connections.close_all()

        with ThreadPoolExecutor(1) as pool:
            lowering = pool.submit(lower)
            start.wait()
            outcome = ask_together(referral, [[one] for one in asked])
            lowering.result()

        referral.refresh_from_db()
        waiting = Offer.objects.filter(referral=referral, state=OfferState.OPEN).count()
        assert (referral.state, waiting) == (ReferralState.MATCHED, 0)
        assert set(outcome) <= {1, "wrong_state"}
