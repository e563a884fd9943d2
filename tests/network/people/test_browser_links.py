"""Strangers have used up all that strangers may try and ask for. The owner, on a new telephone, gets in by what the
pages say and the mails bring."""

from __future__ import annotations

import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from network.models import Supporter, User
from tests import mailing
from tests.factories import PASSWORD
from tests.headings import OLD_LINK, heading
from tests.network.typing_in import KNOWN, registration

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "lan")]

LOGIN, CODE, RESET, AGAIN = (
    "/en/account/login/",
    "/en/account/login/code/",
    "/en/account/password/reset/",
    "/en/register/send-again/",
)
LINK = re.compile(r"http://localhost:8000(/\S+/browser/\S+)")
HOUR = 60 * 60


@pytest.fixture(autouse=True)
def owner(lan: User) -> User:
    Supporter.objects.filter(user=lan).update(language="en")
    return lan


def sign_in(browser: Client, password: str = PASSWORD, email: str = KNOWN) -> Any:
    return browser.post(LOGIN, {"login": email, "password": password})


def strangers_try_everything(*doors: str, email: str = KNOWN) -> None:
    for _time in range(6):
        sign_in(Client(), "wrong", email)
    for door in doors:
        Client().post(door, {"email": email})


def link(text: str = "") -> str:
    found = LINK.search(text or mailing.newest())
    assert found is not None
    return found[1]


@pytest.mark.parametrize("doors", [[CODE] * 3, [AGAIN] * 3, [RESET, RESET, CODE], [CODE, RESET, AGAIN]])
def test_owner_on_a_new_telephone_signs_in_by_the_link_of_the_newest_mail(doors: list[str]) -> None:
    strangers_try_everything(*doors)
    telephone = Client()
    assert "sign in by a code" in sign_in(telephone).text
    assert "Open the link in the newest one on this device" in telephone.post(CODE, {"email": KNOWN}).text

    shown = telephone.get(link())
    answer = telephone.post(link())

    assert (shown.status_code, answer["Location"]) == (200, LOGIN)
    assert sign_in(telephone)["Location"] == "/en/my/"


def test_owner_who_has_no_password_asks_for_a_code_on_the_new_telephone() -> None:
    strangers_try_everything(CODE, CODE, CODE)
    telephone = Client()
    telephone.post(link())

    asked = telephone.post(CODE, {"email": KNOWN})
    code = re.search(r"signing in: (\S+)", mailing.newest())

    assert code is not None
    assert telephone.post(asked["Location"], {"code": code[1]})["Location"] == "/en/my/"


def test_who_sets_a_password_by_the_link_of_a_mail_signs_in_with_it() -> None:
    strangers_try_everything(RESET, RESET, RESET)
    found = re.search(r"http://localhost:8000(\S+/password/reset/key/\S+)", mailing.newest())
    assert found is not None
    telephone = Client()
    form = telephone.get(found[1], follow=True).redirect_chain[-1][0]

    telephone.post(form, {"password1": "words on the new telephone"})

    assert sign_in(telephone, "words on the new telephone")["Location"] == "/en/my/"


def test_who_proves_the_mailbox_by_a_link_signs_in(clock: time_machine.Traveller) -> None:
    newcomer = Client()
    newcomer.post("/en/register/check/", registration(email="new@example.org", password=PASSWORD))
    found = re.search(r"http://localhost:8000(\S+/confirm-email/\S+)", mailing.newest())
    assert found is not None
    strangers_try_everything(CODE, CODE, email="new@example.org")

    newcomer.post(found[1])

    assert sign_in(newcomer, email="new@example.org")["Location"] == "/en/my/"


def test_a_later_hour_without_a_new_mail_keeps_the_link_of_the_day(clock: time_machine.Traveller) -> None:
    """Who asks again and again with a known address brings one mail a day."""
    strangers_try_everything(AGAIN, AGAIN, AGAIN)
    first = link()
    clock.shift(8 * HOUR)
    strangers_try_everything(AGAIN, AGAIN, AGAIN)
    telephone = Client()

    telephone.post(first)

    assert len(mailing.delivered()) == 1
    assert sign_in(telephone)["Location"] == "/en/my/"


def test_opening_the_link_changes_nothing() -> None:
    strangers_try_everything(CODE, CODE, CODE)
    telephone = Client()

    telephone.get(link())

    assert "That was wrong too often" in sign_in(telephone).text


def test_link_opens_nothing_to_who_has_no_password() -> None:
    strangers_try_everything(CODE)
    holder = Client()
    holder.post(link())

    assert [sign_in(holder, "wrong").status_code for _time in range(6)] == [200] * 6
    assert "That was wrong too often" in sign_in(holder).text


def test_link_makes_five_browsers_known_a_day() -> None:
    strangers_try_everything(CODE)

    answers = [Client().post(link()) for _time in range(6)]

    assert [(answer.status_code, answer.get("Location")) for answer in answers] == [(302, LOGIN)] * 5 + [(410, None)]


def test_link_lapses_after_a_day(clock: time_machine.Traveller) -> None:
    strangers_try_everything(CODE)
    path = link()
    clock.shift(25 * HOUR)

    answers = [Client().get(path), Client().post(path)]

    assert [(answer.status_code, heading(answer)) for answer in answers] == [(410, OLD_LINK)] * 2


def test_link_of_a_mailbox_that_was_left_is_none(owner: User) -> None:
    strangers_try_everything(CODE)
    path = link()
    User.objects.filter(pk=owner.pk).update(email="moved@example.org")

    answer = Client().get(path)

    assert (answer.status_code, heading(answer)) == (410, OLD_LINK)


@pytest.mark.parametrize("key", ["x", "🌸", "WzEsICJ4Il0:1abc:x", "9" * 5000])
def test_link_that_nobody_made_is_none(key: str) -> None:
    answer = Client().get(f"/en/browser/{key}/")

    assert (answer.status_code, heading(answer)) == (410, OLD_LINK)


def test_link_stays_in_no_browser_and_no_other_site() -> None:
    strangers_try_everything(CODE)
    page = Client().get(link())

    assert (page["Referrer-Policy"], "no-store" in page["Cache-Control"]) == ("strict-origin", True)


@pytest.mark.parametrize("language", ["vi", "ja", "ja-hira", "en"])
def test_page_has_one_heading_in_each_language(language: str) -> None:
    strangers_try_everything(CODE)
    path = re.sub("^/[a-z-]+/", f"/{language}/", link())

    assert Client().get(path).text.count("<h1") == 1
