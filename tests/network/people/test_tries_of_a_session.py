"""Somebody has copied the cookie of a session that is signed in. What they try there counts for that session alone: it
shuts nobody out of signing in."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from network.models import User
from network.people.enums import Browser
from network.people.signing_in.known_browsers import COOKIE, kind
from tests import mailing
from tests.factories import PASSWORD, SupporterFactory, UserFactory
from tests.network.showing_codes import code_of
from tests.network.typing_in import KNOWN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "lan")]

LOGIN, BY_PASSWORD, CHANGE = "/en/account/login/", "/en/account/reauthenticate/", "/en/account/password/change/"
BY_APP, SET_UP_APP, SEND = "/en/account/2fa/reauthenticate/", "/en/account/2fa/totp/activate/", "/en/my/prove/send/"
TOO_OFTEN = "That was wrong too often. Wait fifteen minutes, or sign out and sign in again."
WITH_APP = "minh@example.org"


def sign_in(browser: Client, email: str = KNOWN) -> Any:
    return browser.post(LOGIN, {"login": email, "password": PASSWORD})


def copied(browser: Client) -> Client:
    """With all that the browser sends, so that the copy is known as it is."""
    copy = Client()
    for name in (settings.SESSION_COOKIE_NAME, COOKIE):
        copy.cookies[name] = browser.cookies[name].value
    return copy


@pytest.fixture
def own() -> Client:
    browser = Client()
    sign_in(browser)
    return browser


@pytest.mark.parametrize(("door", "field"), [(BY_PASSWORD, "password"), (CHANGE, "oldpassword")])
def test_wrong_passwords_in_a_copied_session_leave_the_sign_in_open(door: str, field: str, own: Client) -> None:
    thief = copied(own)
    for _time in range(6):
        answer = thief.post(door, {field: "wrong", "password1": "words of the thief"})
    own.post("/en/account/logout/")

    assert answer.context["form"].errors == {field: [TOO_OFTEN]}
    assert [sign_in(browser).status_code for browser in (own, Client())] == [302, 302]


def test_whoever_signs_in_anew_proves_who_they_are(own: Client) -> None:
    for _time in range(6):
        copied(own).post(BY_PASSWORD, {"password": "wrong"})
    assert own.post(BY_PASSWORD, {"password": PASSWORD}).context["form"].errors == {"password": [TOO_OFTEN]}

    own.post("/en/account/logout/")
    sign_in(own)

    assert own.post(BY_PASSWORD, {"password": PASSWORD})["Location"] == "/en/my/"


def test_right_password_starts_the_count_of_the_session_again(own: Client) -> None:
    def fail_four_times() -> list[str]:
        answers = [own.post(BY_PASSWORD, {"password": "wrong"}) for _time in range(4)]
        return [answer.context["form"].errors["password"][0] for answer in answers]

    first = fail_four_times()
    own.post(BY_PASSWORD, {"password": PASSWORD})

    assert first == fail_four_times() == ["This password is not right."] * 4


def test_strangers_at_the_sign_in_keep_nobody_from_proving(own: Client) -> None:
    own.cookies.pop(COOKIE)
    for _time in range(6):
        Client().post(LOGIN, {"login": KNOWN, "password": "wrong"})

    assert own.post(BY_PASSWORD, {"password": PASSWORD})["Location"] == "/en/my/"


def test_wrong_codes_in_a_copied_session_leave_the_sign_in_open() -> None:
    user = SupporterFactory(user=UserFactory(email=WITH_APP, second_factor=True)).user
    browser = Client()
    sign_in_with_app(browser, user, periods=0)
    thief = copied(browser)
    answers = [thief.post(BY_APP, {"code": "000000"}) for _time in range(6)]
    browser.post("/en/account/logout/")

    assert "too often" in answers[5].context["form"].errors["code"][0]
    assert sign_in_with_app(browser, user, periods=1) == "/en/my/"


def sign_in_with_app(browser: Client, user: User, *, periods: int) -> str:
    asked = sign_in(browser, WITH_APP)["Location"]
    location: str = browser.post(asked, {"code": code_of(user, periods=periods)})["Location"]
    return location


def test_wrong_codes_while_an_app_is_set_up_count_for_the_session(own: Client) -> None:
    own.post(BY_PASSWORD, {"password": PASSWORD})
    for _time in range(6):
        answer = own.post(SET_UP_APP, {"code": "000000"})
    assert "too often" in answer.context["form"].errors["code"][0]

    own.post("/en/account/logout/")
    sign_in(own)
    own.post(BY_PASSWORD, {"password": PASSWORD})

    assert "too often" not in own.post(SET_UP_APP, {"code": "000000"}).context["form"].errors["code"][0]


def test_codes_mailed_into_a_copied_session_leave_the_owner_theirs(own: Client, lan: User) -> None:
    thief = copied(own)
    for _time in range(4):
        thief.post(SEND)

    page = thief.get("/en/my/prove/").text
    asked = [
        browser.post("/en/account/login/code/", {"email": KNOWN}) for browser in (own_after_leaving(own), Client())
    ]

    assert "three times within an hour" in page
    assert [answer.status_code for answer in asked] == [302, 302]
    assert re.search(r"\b([A-Z]{4}-[A-Z]{4})\b", mailing.newest())


def own_after_leaving(own: Client) -> Client:
    own.post("/en/account/logout/")
    request: Any = own.get(LOGIN).wsgi_request
    assert kind(request, KNOWN) is Browser.KNOWN
    return own
