"""Wrong passwords are counted in the database, for the address they were tried on, and by nobody's name."""

from __future__ import annotations

import re
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from network.models import User
from portal.limits import RecentUses
from tests import mailing
from tests.factories import PASSWORD
from tests.network.typing_in import KNOWN, UNKNOWN
from tests.portal.logged import log
from tests.queries import counted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "lan")]

LOGIN = "/en/account/login/"
TOO_OFTEN = "That was wrong too often. Wait fifteen minutes, or sign in by a code."
TOO_OFTEN_HERE = "That was wrong too often. Wait fifteen minutes, or sign out and sign in again."
WORDS = "This address and this password don't belong together."
MISMATCH = f"{WORDS} If you have just registered, open the link in our mail first."


def type_in(password: str, *, login: str = KNOWN, client: Client | None = None) -> Any:
    return (client or Client()).post(LOGIN, {"login": login, "password": password})


def errors(response: Any) -> list[str]:
    return response.context["form"].non_field_errors() if response.status_code == 200 else []


def fail(times: int, *, login: str = KNOWN, client: Client | None = None) -> list[list[str]]:
    return [errors(type_in("wrong", login=login, client=client)) for _time in range(times)]


@pytest.mark.parametrize("login", [KNOWN, UNKNOWN])
def test_sign_in_is_shut_after_too_many_wrong_passwords(login: str) -> None:
    assert fail(6, login=login) == [[MISMATCH]] * 5 + [[TOO_OFTEN]]


def test_right_password_waits_too() -> None:
    fail(5)

    assert errors(type_in(PASSWORD)) == [TOO_OFTEN]


def test_tries_while_shut_do_not_prolong_the_wait(clock: time_machine.Traveller) -> None:
    fail(5)
    clock.shift(14 * 60)
    fail(20)
    clock.shift(60)

    assert type_in(PASSWORD)["Location"] == "/en/my/"


def test_ways_of_writing_an_address_are_counted_together() -> None:
    for login in ("LAN@example.org", " lan@example.org", "ｌａｎ@example.org", "Lan@Example.ORG", "lan@example.org"):
        fail(1, login=login)

    assert fail(1) == [[TOO_OFTEN]]


def test_count_outlives_the_cache() -> None:
    for _time in range(5):
        fail(1)
        cache.clear()

    assert errors(type_in(PASSWORD)) == [TOO_OFTEN]


def test_right_password_starts_the_count_again() -> None:
    client = Client()
    fail(4, client=client)
    assert type_in(PASSWORD, client=client).status_code == 302

    assert fail(4, client=Client()) == [[MISMATCH]] * 4


def test_stranger_who_tries_does_not_shut_the_owner_out() -> None:
    own = Client()
    type_in(PASSWORD, client=own)
    own.post("/en/account/logout/")
    fail(10)

    assert type_in(PASSWORD, client=own)["Location"] == "/en/my/"


def test_known_browser_is_shut_too() -> None:
    own = Client()
    type_in(PASSWORD, client=own)
    own.post("/en/account/logout/")

    assert fail(6, client=own)[-1] == [TOO_OFTEN]
    assert errors(type_in(PASSWORD, client=own)) == [TOO_OFTEN]


def test_code_by_mail_is_the_way_out() -> None:
    fail(5)
    client = Client()
    page = client.post(LOGIN, {"login": KNOWN, "password": "wrong"})
    assert 'href="/en/account/login/code/"' in page.text

    asked = client.post("/en/account/login/code/", {"email": KNOWN})
    code = re.search(r"\b([A-Z]{4}-[A-Z]{4})\b", mailing.newest())
    assert code is not None

    assert client.post(asked["Location"], {"code": code[1]})["Location"] == "/en/my/"


@pytest.mark.parametrize("language", ["vi", "ja", "ja-hira", "en"])
def test_shut_sign_in_says_so_in_the_readers_language(language: str) -> None:
    fail(5)

    response = Client().post(f"/{language}/account/login/", {"login": KNOWN, "password": "wrong"})

    assert response.status_code == 200
    assert (TOO_OFTEN in response.text) is (language == "en")
    assert response.text.count("<h1") == 1


def test_password_asked_again_is_counted_too(client: Client, lan: User) -> None:
    client.force_login(lan)
    again = "/en/account/reauthenticate/"

    typed = [client.post(again, {"password": "wrong"}) for _time in range(6)]

    assert typed[-1].context["form"].errors == {"password": [TOO_OFTEN_HERE]}
    assert client.post(again, {"password": PASSWORD}).context["form"].errors == {"password": [TOO_OFTEN_HERE]}


def test_old_password_guessed_at_is_counted_too(client: Client, lan: User) -> None:
    client.force_login(lan)
    change = "/en/account/password/change/"
    words = "other words entirely"

    typed = [client.post(change, {"oldpassword": "wrong", "password1": words}) for _time in range(6)]

    assert typed[-1].context["form"].errors == {"oldpassword": [TOO_OFTEN_HERE]}
    assert client.post(change, {"oldpassword": PASSWORD, "password1": words}).status_code == 200


def test_nothing_is_kept_of_who_tried() -> None:
    fail(2)

    rows = list(RecentUses.objects.values())
    assert [bool(re.fullmatch("[0-9a-f]{64}", row.pop("digest"))) for row in rows] == [True] * 2
    assert [sorted(row) for row in rows] == [["forget_at", "id", "uses"]] * 2


def test_log_names_nobody() -> None:
    with log() as written:
        fail(6)
        fail(6, login=UNKNOWN)

    assert [word for word in ("lan", "nobody", "example.org", "wrong", "127.0.0.1") if word in written.getvalue()] == []


def test_work_is_the_same_for_addresses_that_nobody_has() -> None:
    fail(2, login="first@example.org")  # what every page has in common is read once
    asked = []
    for login in (KNOWN, UNKNOWN):
        fail(1, login=login)
        with counted() as queries:
            fail(1, login=login)
        asked.append(len(queries))

    assert asked[0] == asked[1]


@pytest.mark.parametrize("login", ["\x00", "🌸", "x" * 100_000, ""])
def test_nonsense_is_no_error(login: str) -> None:
    client = Client()

    answers = [type_in(password, login=login, client=client) for password in ("\x00", "🌸")]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert "_auth_user_id" not in client.session
