"""Mails that somebody asks for who only types an address: three an hour for it, whoever asks, and by whatever door."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from network.models import User
from tests import mailing
from tests.factories import PASSWORD, SupporterFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 15, 3, tzinfo=UTC)
KNOWN, UNKNOWN = "lan@example.org", "nobody@example.org"
TOO_OFTEN = "Mails were sent to this address three times within an hour. Look at the newest one, or wait an hour."
CODE, RESET = "/en/account/login/code/", "/en/account/password/reset/"
DOORS = [CODE, RESET]


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def lan() -> User:
    return SupporterFactory(user__email=KNOWN).user


def ask(door: str, *, email: str = KNOWN, client: Client | None = None) -> Any:
    return (client or Client()).post(door, {"email": email})


def outcome(response: Any) -> str:
    return response["Location"] if response.status_code == 302 else response.context["form"].errors["email"][0]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("email", [KNOWN, UNKNOWN])
def test_fourth_mail_in_an_hour_is_refused(door: str, email: str, clock: time_machine.Traveller) -> None:
    outcomes = [outcome(ask(door, email=email)) for _time in range(4)]
    clock.shift(60 * 60)

    assert outcomes[:3] == [outcome(ask(door, email=email))] * 3
    assert outcomes[3] == TOO_OFTEN


def test_all_doors_count_together() -> None:
    for door in (CODE, RESET, CODE):
        ask(door)
        cache.clear()

    assert [outcome(ask(door)) for door in DOORS] == [TOO_OFTEN] * 2
    assert len(mailing.delivered()) == 3


def test_ways_of_writing_an_address_are_counted_together() -> None:
    for email in ("LAN@example.org", " lan@example.org", "Lan@Example.ORG"):
        ask(RESET, email=email)

    assert outcome(ask(RESET)) == TOO_OFTEN


def test_stranger_who_asks_does_not_use_up_the_owners_mails() -> None:
    own = Client()
    own.post("/en/account/login/", {"login": KNOWN, "password": PASSWORD})
    own.post("/en/account/logout/")
    for _time in range(4):
        ask(RESET)

    outcomes = [outcome(ask(door, client=own)) for door in (RESET, CODE, RESET, RESET)]

    assert outcomes[3] == TOO_OFTEN


def test_address_that_nobody_has_gets_no_mail() -> None:
    for door in DOORS:
        ask(door, email=UNKNOWN)

    assert mailing.delivered() == []


@pytest.mark.parametrize("door", DOORS)
def test_answer_is_the_same_for_addresses_that_nobody_has(door: str) -> None:
    answers = [ask(door, email=email) for email in (KNOWN, UNKNOWN)]

    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1
