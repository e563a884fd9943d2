from __future__ import annotations

import pytest
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from network.people.enums import Browser
from network.people.signing_in import known_browsers
from network.people.signing_in.known_browsers import COOKIE, SALT
from tests.factories import PASSWORD, SupporterFactory

pytestmark = pytest.mark.django_db

LAN, MINH = "lan@example.org", "minh@example.org"


def kind(cookie: str, email: str) -> Browser:
    return known_browsers.kind(asking(cookie), email)


def asking(cookie: str) -> HttpRequest:
    request = RequestFactory().get("/")
    request.COOKIES[COOKIE] = cookie
    return request


def after_signing_in(*emails: str, cookie: str = "") -> str:
    for email in emails:
        response = HttpResponse()
        known_browsers.remember(asking(cookie), response, email)
        cookie = response.cookies[COOKIE].value
    return cookie


def test_browser_knows_the_accounts_that_signed_in_with_it() -> None:
    cookie = after_signing_in(LAN)

    assert (kind(cookie, LAN), kind(cookie, MINH), kind(cookie, "")) == (
        Browser.KNOWN,
        Browser.STRANGE,
        Browser.STRANGE,
    )


def test_shared_browser_knows_several_accounts() -> None:
    cookie = after_signing_in(LAN, MINH)

    assert [kind(cookie, email) for email in (LAN, MINH)] == [Browser.KNOWN] * 2


def test_browser_forgets_the_oldest_of_too_many_accounts() -> None:
    people = [f"person{number}@example.org" for number in range(21)]

    cookie = after_signing_in(*people)

    assert [kind(cookie, email) for email in people] == [Browser.STRANGE, *[Browser.KNOWN] * 20]
    assert len(cookie) < 1000


@pytest.mark.parametrize(
    "cookie",
    ["", "nonsense", "🌸", signing.dumps(["x", []]), signing.dumps(["x", []], salt="other")],
    ids=["empty", "nonsense", "flower", "unsalted", "of another salt"],
)
def test_forged_cookie_makes_a_strange_browser(cookie: str) -> None:
    assert kind(cookie, LAN) == Browser.STRANGE


def test_each_known_browser_has_its_own_quota_and_strangers_share_one() -> None:
    at_home, at_work = after_signing_in(LAN), after_signing_in(LAN)

    quotas = [known_browsers.quota(asking(cookie), LAN) for cookie in (at_home, at_work, "", "x")]

    assert quotas[2:] == ["lan@example.org "] * 2
    assert len(set(quotas)) == 3


def test_cookie_names_nobody() -> None:
    _name, accounts = signing.loads(after_signing_in(LAN), salt=SALT)

    assert [len(account) for account in accounts] == [16]
    assert signing.loads(after_signing_in(LAN), salt=SALT)[1] != accounts


def test_cookie_comes_with_the_sign_in_and_outlives_it(client: Client) -> None:
    SupporterFactory(user__email=LAN)
    assert COOKIE not in client.post("/en/account/login/", {"login": "lan@example.org", "password": "wrong"}).cookies

    client.post("/en/account/login/", {"login": "lan@example.org", "password": PASSWORD})
    client.post("/en/account/logout/")

    cookie = client.cookies[COOKIE]
    assert kind(cookie.value, "LAN@example.org ") == Browser.KNOWN
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 365 * 24 * 60 * 60)
