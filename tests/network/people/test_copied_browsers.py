"""Somebody has copied the cookie by which a browser is known. Once the owner has ended all sessions it is a stranger's;
the browser in which that was done is known on."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from network.models import Supporter, User
from network.people.enums import Browser
from network.people.signing_in.known_browsers import COOKIE, is_the_only_account, kind
from portal import last_reader
from tests import mailing
from tests.factories import PASSWORD, UserFactory
from tests.network.changing_address import ADDRESS, SILENTLY, ask, confirm, newest_link
from tests.network.people.test_proving import prove_by_mail
from tests.network.typing_in import KNOWN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "lan")]

LOGIN, CODE, RESET = "/en/account/login/", "/en/account/login/code/", "/en/account/password/reset/"
NEW_PASSWORD = "words that nobody else knows"


def sign_in(browser: Client, password: str = PASSWORD) -> Any:
    return browser.post(LOGIN, {"login": KNOWN, "password": password})


def prove(browser: Client) -> None:
    browser.post("/en/account/reauthenticate/", {"password": PASSWORD})


def copied(browser: Client) -> Client:
    copy = Client()
    copy.cookies[COOKIE] = browser.cookies[COOKIE].value
    return copy


def kind_of(browser: Client, email: str = KNOWN) -> Browser:
    return kind(asking(browser), email)


def asking(browser: Client) -> Any:
    return browser.get("/en/my/address/").wsgi_request


@pytest.fixture
def own(lan: User) -> Client:
    Supporter.objects.filter(user=lan).update(language="en")
    browser = Client()
    sign_in(browser)
    return browser


def sign_out_everywhere(own: Client) -> None:
    own.post("/en/my/sign-out/")


def change_password(own: Client) -> None:
    own.post("/en/account/password/change/", {"oldpassword": PASSWORD, "password1": NEW_PASSWORD})


def set_password_by_link(own: Client) -> None:
    own.post("/en/account/logout/")
    own.post(RESET, {"email": KNOWN})
    found = re.search(r"http://localhost:8000(\S+/password/reset/key/\S+)", mailing.newest())
    assert found is not None
    own.post(own.get(found[1], follow=True).redirect_chain[-1][0], {"password1": NEW_PASSWORD})


def set_first_password(own: Client) -> None:
    user = User.objects.get(email=KNOWN)
    user.set_unusable_password()
    user.save()
    own.force_login(user)
    prove_by_mail(own)
    own.post("/en/account/password/set/", {"password1": NEW_PASSWORD})
    assert User.objects.get(email=KNOWN).has_usable_password()


def ask_silently(own: Client) -> None:
    prove(own)
    ask(own, page=SILENTLY)


def undo_address(own: Client) -> None:
    prove(own)
    ask(own, page=ADDRESS)
    link = newest_link(KNOWN)
    confirm()
    assert own.post(link)["Location"] == "/en/address/undone/"


@pytest.mark.parametrize(
    "end",
    [sign_out_everywhere, change_password, set_password_by_link, set_first_password, ask_silently, undo_address],
)
def test_browsers_known_so_far_become_strange_but_for_the_owners(own: Client, end: Callable[[Client], None]) -> None:
    thief = copied(own)
    assert kind_of(thief) is Browser.KNOWN

    end(own)

    assert (kind_of(thief), kind_of(own)) == (Browser.STRANGE, Browser.KNOWN)
    assert is_the_only_account(asking(own), KNOWN)


@pytest.mark.parametrize("end", [change_password, set_first_password, ask_silently])
def test_session_that_goes_on_is_still_told_whose_pages_its_browser_shows(
    own: Client, lan: User, end: Callable[[Client], None]
) -> None:
    thief = Client()
    thief.cookies[last_reader.COOKIE] = own.cookies[last_reader.COOKIE].value
    assert last_reader.who(asking(thief)) == lan.pk

    end(own)

    assert (last_reader.who(asking(thief)), last_reader.who(asking(own))) == (None, lan.pk)


def test_shared_phone_is_not_told_whose_pages_it_shows_when_the_session_goes_on(lan: User) -> None:
    shared = Client()
    shared.post(LOGIN, {"login": KNOWN, "password": PASSWORD, "shared_phone": "on"})

    change_password(shared)

    assert last_reader.who(asking(shared)) is None


def test_changed_address_is_known_where_its_change_was_confirmed(own: Client) -> None:
    prove(own)
    ask(own)
    confirm(by=own)

    assert kind_of(own, "new@example.org") is Browser.KNOWN


@pytest.mark.parametrize("door", ["password", CODE, RESET])
def test_copy_shuts_the_owner_out_of_nothing_after_signing_out_everywhere(own: Client, door: str) -> None:
    cookie = own.cookies[COOKIE].value
    sign_out_everywhere(own)
    for _time in range(6):
        thief = Client()
        thief.cookies[COOKIE] = cookie
        sign_in(thief, "wrong")
        thief.post(CODE, {"email": KNOWN})

    answer = sign_in(own) if door == "password" else own.post(door, {"email": KNOWN})

    assert answer.status_code == 302


def test_others_on_a_shared_telephone_stay_known(own: Client) -> None:
    other = UserFactory(email="minh@example.org")
    own.post("/en/account/logout/")
    own.post(LOGIN, {"login": other.email, "password": PASSWORD})
    own.post("/en/account/logout/")
    sign_in(own)

    sign_out_everywhere(own)

    assert [kind_of(own, email) for email in (KNOWN, other.email)] == [Browser.KNOWN] * 2
