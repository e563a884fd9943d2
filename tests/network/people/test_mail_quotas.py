"""Mails that somebody asks for who only types an address: three an hour for it, whoever asks, and by whatever door."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client

from network.models import User
from tests import mailing
from tests.factories import PASSWORD, SupporterFactory, UserFactory
from tests.network.typing_in import KNOWN, UNKNOWN, registration
from tests.queries import counted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "lan")]

TOO_OFTEN = (
    "Three mails went to this address within an hour. Open the link in the newest one on this device: "
    "then you can sign in here. Or wait an hour, or ask the office."
)
CODE, RESET, AGAIN = "/en/account/login/code/", "/en/account/password/reset/", "/en/register/send-again/"
DOORS = [CODE, RESET, AGAIN]


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
    for door in (CODE, RESET, AGAIN):
        ask(door)
        cache.clear()

    assert [outcome(ask(door)) for door in DOORS] == [TOO_OFTEN] * 3
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

    outcomes = [outcome(ask(door, client=own)) for door in (RESET, CODE, AGAIN, RESET)]

    assert outcomes[3] == TOO_OFTEN


def test_address_that_nobody_has_gets_no_mail() -> None:
    for door in DOORS:
        ask(door, email=UNKNOWN)

    assert mailing.delivered() == []


@pytest.mark.parametrize("door", DOORS)
def test_answer_is_the_same_for_addresses_that_nobody_has(door: str) -> None:
    answers = [ask(door, email=email) for email in (KNOWN, UNKNOWN)]

    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1


def register_in_a_new_browser(email: str) -> Any:
    return Client().post("/en/register/check/", registration(email=email))


def test_registering_with_a_known_address_counts_too() -> None:
    register_in_a_new_browser(KNOWN)
    outcomes = [outcome(ask(CODE)) for _time in range(3)]

    assert outcomes[2] == TOO_OFTEN
    assert len(mailing.delivered()) == 3


def test_nobody_is_told_of_a_registration_after_three_mails() -> None:
    """And whoever registers sees no difference."""
    for _time in range(3):
        ask(CODE)

    answer = register_in_a_new_browser(KNOWN)

    assert (answer.status_code, answer["Location"]) == (302, "/en/register/done/")
    assert len(mailing.delivered()) == 3


def test_first_mail_with_the_network_id_counts() -> None:
    register_in_a_new_browser(UNKNOWN)
    outcomes = [outcome(ask(AGAIN, email=UNKNOWN)) for _time in range(3)]

    assert outcomes[2] == TOO_OFTEN
    assert len(mailing.delivered()) == 3


def test_network_id_comes_however_often_a_stranger_asked_before() -> None:
    for _time in range(4):
        ask(CODE, email=UNKNOWN)

    register_in_a_new_browser(UNKNOWN)

    assert [message.to for message in mailing.delivered()] == [[UNKNOWN]]


def test_form_sent_twice_counts_once() -> None:
    form = registration(email=UNKNOWN)
    for _time in range(3):
        Client().post("/en/register/check/", form)

    assert [outcome(ask(AGAIN, email=UNKNOWN)) for _time in range(3)][1:] == ["/en/register/done/", TOO_OFTEN]


def test_confirmation_counts_with_the_others(lan: User) -> None:
    EmailAddress.objects.filter(user=lan).update(verified=False)
    for _time in range(3):
        ask(CODE)

    answer = Client().post("/en/account/login/", {"login": KNOWN, "password": PASSWORD})

    assert answer.status_code == 200
    assert len(mailing.delivered()) == 3


def test_known_address_that_sends_again_is_written_to_once_a_day() -> None:
    """It has its network ID: a stranger must not fill its mailbox."""
    for _time in range(3):
        ask(AGAIN)

    assert len(mailing.delivered()) == 1


@pytest.mark.parametrize("door", DOORS)
def test_work_is_the_same_for_addresses_that_nobody_has(door: str, lan: User) -> None:
    UserFactory(email="new@example.org", address__verified=False)
    SupporterFactory(user__email="early@example.org", user__address__verified=False)
    asked = []
    for email in (KNOWN, UNKNOWN, "early@example.org", "new@example.org"):
        with counted() as queries:
            ask(door, email=email)
        asked.append(len(queries))

    assert asked == [asked[0]] * 4
