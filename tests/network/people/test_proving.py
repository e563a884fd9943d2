"""Whoever holds somebody's telephone for a minute changes nothing by which they sign in."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client
from django.utils import timezone

from network.models import User
from network.people.actions.account_mails import PROOF_CODE
from portal.dates import TOKYO
from portal.mail import OutboxMail
from tests import mailing
from tests.factories import PASSWORD, SupporterFactory, UserFactory
from tests.network.showing_codes import code_for, code_of

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 1, 19, tzinfo=TOKYO)
MINUTE = timedelta(minutes=1)
SET_PASSWORD = "/en/account/password/set/"
SET_UP_APP = "/en/account/2fa/totp/activate/"
BY_PASSWORD = "/en/account/reauthenticate/"
BY_MAIL = "/en/my/prove/"
SEND = "/en/my/prove/send/"
NEW_PASSWORD = {"password1": "sông Hồng mùa nước nổi"}


@pytest.fixture
def imported() -> User:
    """Without a password, as members from the office's spreadsheet are."""
    user = SupporterFactory(user__email="lan@example.org", language="en").user
    user.set_unusable_password()
    user.save()
    return user


@pytest.fixture
def browser(imported: User) -> Client:
    client = Client()
    client.force_login(imported)
    return client


def mailed_code() -> str:
    found = re.search(r"Your code: (\S+)", mailing.newest())
    assert found is not None
    return found[1]


def prove_by_mail(client: Client) -> None:
    client.post(SEND)
    client.post(BY_MAIL, {"code": mailed_code()})


def asks_for_proof(client: Client, path: str = SET_PASSWORD) -> bool:
    answer = client.get(path)
    return answer.status_code == 302 and answer["Location"].startswith((BY_MAIL, BY_PASSWORD))


@pytest.mark.parametrize("path", [SET_PASSWORD, SET_UP_APP])
def test_session_alone_adds_no_way_to_sign_in(path: str, browser: Client) -> None:
    assert browser.get(path)["Location"] == f"{BY_MAIL}?next={path.replace('/', '%2F')}"
    assert browser.post(path, {**NEW_PASSWORD, "code": "000000"}).status_code == 302


def test_session_alone_sets_no_password(browser: Client, imported: User) -> None:
    browser.post(SET_PASSWORD, NEW_PASSWORD)

    imported.refresh_from_db()
    assert not imported.has_usable_password()


def copied(client: Client) -> Client:
    copy = Client()
    copy.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return copy


def test_cookie_copied_before_a_mailed_code_shares_nothing_of_it(browser: Client) -> None:
    copy = copied(browser)

    prove_by_mail(browser)

    assert not asks_for_proof(browser)
    assert copy.get("/en/my/")["Location"] == "/en/account/login/?next=/en/my/"


def test_cookie_copied_before_a_password_shares_nothing_of_it(client: Client) -> None:
    client.force_login(SupporterFactory(language="en").user)
    copy = copied(client)

    client.post(BY_PASSWORD, {"password": PASSWORD})

    assert not asks_for_proof(client, SET_UP_APP)
    assert copy.get("/en/my/")["Location"] == "/en/account/login/?next=/en/my/"


def test_cookie_copied_before_a_code_of_the_app_shares_nothing_of_it(client: Client) -> None:
    user = SupporterFactory(user=UserFactory(second_factor=True), language="en").user
    client.force_login(user)
    copy = copied(client)

    client.post("/en/account/2fa/reauthenticate/", {"code": code_of(user)})

    assert client.get("/en/my/").status_code == 200
    assert copy.get("/en/my/")["Location"] == "/en/account/login/?next=/en/my/"


def test_mailed_code_opens_the_page_that_was_wanted(browser: Client, imported: User) -> None:
    asked = browser.get(SET_PASSWORD)["Location"]
    browser.post(SEND, {"next": SET_PASSWORD})

    answer = browser.post(BY_MAIL, {"code": mailed_code().lower(), "next": SET_PASSWORD})

    assert (asked.startswith(BY_MAIL), answer["Location"]) == (True, SET_PASSWORD)
    assert browser.post(SET_PASSWORD, NEW_PASSWORD).status_code == 302
    imported.refresh_from_db()
    assert imported.check_password(NEW_PASSWORD["password1"])


def test_mailed_code_sets_up_the_app(browser: Client, imported: User) -> None:
    prove_by_mail(browser)
    secret = browser.get(SET_UP_APP).context["form"].secret

    browser.post(SET_UP_APP, {"code": code_for(secret)})

    assert Authenticator.objects.filter(user=imported, type=Authenticator.Type.TOTP).exists()


@pytest.mark.parametrize(("after", "is_asked"), [(9, False), (11, True)])
def test_proof_holds_for_ten_minutes(after: int, is_asked: bool, browser: Client) -> None:
    with time_machine.travel(NOW, tick=False):
        prove_by_mail(browser)

    with time_machine.travel(NOW + after * MINUTE, tick=False):
        assert asks_for_proof(browser) is is_asked


@pytest.mark.parametrize(("sent_after", "typed_after", "is_right"), [(0, 14, True), (0, 16, False), (20, 34, True)])
def test_code_lives_fifteen_minutes_from_sending(
    sent_after: int, typed_after: int, is_right: bool, browser: Client
) -> None:
    with time_machine.travel(NOW, tick=False):
        browser.post(SEND)
    with time_machine.travel(NOW + sent_after * MINUTE, tick=False):
        code = mailed_code()

    with time_machine.travel(NOW + typed_after * MINUTE, tick=False):
        browser.post(BY_MAIL, {"code": code})
        assert asks_for_proof(browser) is not is_right


def test_code_works_once(browser: Client) -> None:
    browser.post(SEND)
    code = mailed_code()
    with time_machine.travel(timezone.now() - 12 * MINUTE, tick=False):
        browser.post(BY_MAIL, {"code": code})  # lapsed by now

    answer = browser.post(BY_MAIL, {"code": code})

    assert answer.status_code == 200
    assert asks_for_proof(browser)


def test_code_of_one_browser_proves_nothing_in_another(browser: Client, imported: User) -> None:
    browser.post(SEND)
    other = Client()
    other.force_login(imported)

    other.post(BY_MAIL, {"code": mailed_code()})

    assert asks_for_proof(other)


def test_code_is_guessed_three_times_at_most(browser: Client) -> None:
    browser.post(SEND)
    for _ in range(3):
        browser.post(BY_MAIL, {"code": "AAAAAA"})

    browser.post(BY_MAIL, {"code": mailed_code()})

    assert asks_for_proof(browser)


def test_three_codes_an_hour_are_mailed(browser: Client) -> None:
    answers = [browser.post(SEND, follow=True).content.decode() for _ in range(4)]

    assert ["three times within an hour" in answer for answer in answers] == [False, False, False, True]
    assert OutboxMail.objects.filter(kind=PROOF_CODE).count() == 3


def test_code_stands_in_no_session(browser: Client) -> None:
    browser.post(SEND)

    assert mailed_code() not in str(dict(browser.session))


def signed_in_by_code() -> Client:
    client = Client()
    client.post("/en/account/login/code/", {"email": "lan@example.org"})
    found = re.search(r"signing in: (\S+)", mailing.newest())
    assert found is not None
    client.post("/en/account/login/code/confirm/", {"code": found[1]})
    return client


def test_sign_in_by_code_is_no_proof(imported: User) -> None:
    client = signed_in_by_code()

    assert client.get("/en/my/").status_code == 200
    assert [asks_for_proof(client, page) for page in (SET_PASSWORD, SET_UP_APP, "/en/my/address/")] == [True] * 3


def test_copied_cookie_of_a_session_just_begun_sets_no_password(imported: User) -> None:
    thief = Client()
    thief.cookies["sessionid"] = signed_in_by_code().cookies["sessionid"].value

    thief.post(SET_PASSWORD, NEW_PASSWORD)

    imported.refresh_from_db()
    assert not imported.has_usable_password()


def test_sign_in_by_password_asks_for_it_again() -> None:
    SupporterFactory(user__email="minh@example.org")
    client = Client()
    client.post("/en/account/login/", {"login": "minh@example.org", "password": PASSWORD})

    assert client.get(SET_UP_APP)["Location"].startswith(BY_PASSWORD)
    client.post(BY_PASSWORD, {"password": PASSWORD})
    assert client.get(SET_UP_APP).status_code == 200


def test_who_has_a_password_can_prove_by_mail() -> None:
    user = SupporterFactory(user__email="minh@example.org", language="en").user
    client = Client()
    client.force_login(user)
    assert BY_MAIL in client.get(BY_PASSWORD).content.decode()

    prove_by_mail(client)

    assert client.get(SET_UP_APP).status_code == 200


def test_mail_is_no_proof_for_who_has_an_app() -> None:
    client = Client()
    client.force_login(UserFactory(groups=["Desk"]))

    assert client.get(BY_MAIL)["Location"].startswith(BY_PASSWORD)
    assert client.post(SEND)["Location"].startswith(BY_PASSWORD)
    assert OutboxMail.objects.count() == 0


def test_colleague_without_password_and_app_proves_by_mail() -> None:
    user = UserFactory(groups=["Desk"], second_factor=False)
    user.set_unusable_password()
    user.save()
    client = Client()
    client.force_login(user)
    assert client.get(SET_UP_APP)["Location"].startswith(BY_MAIL)

    client.post(SEND, headers={"accept-language": "en"})
    client.post(BY_MAIL, {"code": mailed_code()})

    assert client.get(SET_UP_APP).status_code == 200


def test_way_back_leads_to_no_other_host(browser: Client) -> None:
    browser.post(SEND)

    answer = browser.post(BY_MAIL, {"code": mailed_code(), "next": "https://example.com/"})

    assert answer["Location"] == "/en/my/"
