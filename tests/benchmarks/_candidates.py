"""How long the list of candidates takes among 20,000 supporters of whom most could be asked."""

from __future__ import annotations

import itertools
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from datetime import date

from django.utils import timezone

from network.consultees.actions import issue_consultee_code
from network.models import LanguageSpoken, Supporter, User
from network.people.enums import Community, ErrandField, ErrandKind, LanguageLevel, Prefecture, SpokenLanguage
from network.people.rules.codes import NETWORK_ID_LENGTH, make_code
from sessions.models import Referral
from sessions.referrals.actions.referring import raise_referral
from sessions.referrals.enums import OriginWish, Urgency
from sessions.referrals.facts import candidates
from tests.benchmarks import Figure, at_most

SUPPORTERS, RUNS = 20_000, 40
LIMIT = 200
WISHES = {
    "any origin": (OriginWish.NO_MATTER, ""),
    "origin wanted": (OriginWish.WANTED, Community.VIETNAMESE),
    "origin not wanted": (OriginWish.NOT_WANTED, Community.VIETNAMESE),
}


def figures() -> Iterator[Figure]:
    _register(SUPPORTERS)
    for name, (wish, community) in WISHES.items():
        referral = _referral(wish, community)
        yield at_most(f"candidates among {SUPPORTERS}, {name}: p95", _p95(referral), "ms", LIMIT)


def _p95(referral: Referral) -> float:
    candidates(referral)
    return round(statistics.quantiles([_duration(referral) for _run in range(RUNS)], n=20)[-1], 1)


def _duration(referral: Referral) -> float:
    begun = time.perf_counter()
    found = candidates(referral)
    duration = (time.perf_counter() - begun) * 1000
    assert found
    return duration


def _referral(wish: str, community: str) -> Referral:
    now = timezone.now()
    wanted = Referral(
        consultee_code=issue_consultee_code(Supporter.objects.registered().earliest("pk"), now),
        need="An interpreter at the labour office.",
        errand=ErrandKind.CONSULTATION,
        field=ErrandField.LABOUR,
        # Nearly everybody speaks one of them: nothing can be left out early.
        languages=[SpokenLanguage.VIETNAMESE, SpokenLanguage.JAPANESE],
        prefecture=Prefecture.TOKYO,
        urgency=Urgency.FORTNIGHT,
        origin_wish=wish,
        community=community,
        consented_on=timezone.localdate(now),
    )
    return raise_referral(wanted, by_id=None, now=now)


def _register(count: int) -> None:
    chance = random.Random(20_000)
    batch = f"{timezone.now():%H%M%S%f}"
    addresses = [f"bench{batch}-{number}@example.org" for number in range(count)]
    users = User.objects.bulk_create([User(email=email, password="!") for email in addresses], batch_size=500)
    made = [_supporter(user, chance) for user in users]
    supporters = Supporter.objects.bulk_create(made, batch_size=500)
    spoken = itertools.chain.from_iterable(_languages(supporter, chance) for supporter in supporters)
    LanguageSpoken.objects.bulk_create(spoken, batch_size=500)


def _supporter(user: User, chance: random.Random) -> Supporter:
    return Supporter(
        user=user,
        network_id=make_code(NETWORK_ID_LENGTH),
        name="",
        language="vi",
        prefecture=chance.choice([Prefecture.TOKYO, Prefecture.SAITAMA, *Prefecture.values]),
        errands=chance.sample(ErrandKind.values, 3),
        communities=chance.choice([[], [Community.VIETNAMESE], [Community.VIETNAMESE], [Community.THAI]]),
        has_declared_experience=True,
        experience_confirmed_on=date(2026, 4, 1),
        consent_version="bench",
        registered_at=timezone.now(),
    )


def _languages(supporter: Supporter, chance: random.Random) -> Sequence[LanguageSpoken]:
    return [
        LanguageSpoken(supporter=supporter, language=language, level=chance.choice(LanguageLevel.values))
        for language in (SpokenLanguage.VIETNAMESE, SpokenLanguage.JAPANESE)
    ]
