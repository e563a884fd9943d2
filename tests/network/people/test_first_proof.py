"""Somebody registers with another's address. When its owner proves the mailbox, nothing of the stranger opens it."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.test import Client

from network.models import BrowserSession, User
from network.people.actions.passwords import salt_of
from portal.audit import AuditEntry
from tests import mailing
from tests.factories import PASSWORD, UserFactory
from tests.network.typing_in import KNOWN, registration

pytestmark = pytest.mark.django_db

SIGN_IN = "/en/account/login/"
ASK_FOR_CODE = "/en/account/login/code/"
ASK_FOR_LINK = "/en/account/password/reset/"
LINK = re.compile(r"http://localhost:8000(\S+)")
TYPED = "side by side we walk"
DOES_NOT_HOLD = "The password that was typed at the registration does not hold"


def register(browser: Client, password: str = TYPED, **more: str) -> dict[str, object]:
    said = registration(language="en", password=password, **more)
    assert browser.post("/en/register/check/", said)["Location"] == "/en/register/done/"
    return said


def test_password_of_a_registration_fits_its_column() -> None:
    """SQLite takes any length; the tests' own hasher makes short ones."""
    hashed = ScryptPasswordHasher().encode(TYPED, salt_of(uuid4()))

    assert len(hashed) <= (User._meta.get_field("password").max_length or 0)


def newest_link() -> str:
    found = LINK.search(mailing.newest())
    assert found is not None
    return found[1]


def confirm(browser: Client) -> str:
    """By the link of the newest mail; answers the page that follows."""
    return browser.post(newest_link(), follow=True).text


def sign_in_by_code(browser: Client) -> str:
    asked = browser.post(ASK_FOR_CODE, {"email": KNOWN})
    code = re.search(r"signing in: (\S+)", mailing.newest())
    assert code is not None
    return browser.post(asked["Location"], {"code": code[1]}, follow=True).text


def opens(password: str) -> bool:
    browser = Client()
    browser.post(SIGN_IN, {"login": KNOWN, "password": password})
    return "_auth_user_id" in browser.session


@pytest.mark.parametrize("prove", [confirm, sign_in_by_code])
def test_password_of_a_stranger_falls_when_the_owner_proves_the_mailbox(prove: object) -> None:
    assert callable(prove)
    register(Client())

    page = prove(Client())

    assert EmailAddress.objects.get().verified is True
    assert DOES_NOT_HOLD in page
    assert opens(TYPED) is False


@pytest.mark.parametrize("prove", [confirm, sign_in_by_code])
def test_password_holds_when_the_same_browser_proves_the_mailbox(prove: object) -> None:
    assert callable(prove)
    browser = Client()
    register(browser)

    page = prove(browser)

    assert DOES_NOT_HOLD not in page
    assert opens(TYPED) is True


def test_password_holds_when_the_proving_browser_has_typed_it() -> None:
    """Who opens mail in another browser than the one in which they registered signs in there first."""
    register(Client())
    browser = Client()
    browser.post(SIGN_IN, {"login": KNOWN, "password": TYPED})

    page = confirm(browser)

    assert (DOES_NOT_HOLD in page, opens(TYPED)) == (False, True)


def test_password_of_a_stranger_falls_although_the_owner_registers_too() -> None:
    register(Client(), password="what the stranger has typed")
    link, owner = newest_link(), Client()
    register(owner)

    owner.post(link)

    assert (opens("what the stranger has typed"), opens(TYPED)) == (False, False)


def test_password_holds_when_the_registration_was_sent_twice() -> None:
    """Two windows' answers may cross; whichever session is written last, it is the same mark."""
    browser = Client()
    said = register(browser)
    browser.post("/en/register/check/", said)

    confirm(browser)

    assert opens(TYPED) is True


def test_owner_who_proves_by_a_code_stays_signed_in_and_is_led_to_a_password() -> None:
    register(Client())
    owner = Client()

    page = sign_in_by_code(owner)

    assert '<a href="/en/account/password/set/">' in page
    assert '<a href="/en/my/data/">' in page
    assert owner.get("/en/my/").status_code == 200


def test_owner_who_proves_by_a_link_is_led_to_a_password() -> None:
    register(Client())

    assert '<a href="/en/account/password/reset/">' in confirm(Client())


def test_sign_in_of_a_stranger_that_waits_for_the_proof_ends() -> None:
    register(Client())
    stranger = Client()
    stranger.post(SIGN_IN, {"login": KNOWN, "password": TYPED})

    confirm(Client())

    assert list(BrowserSession.objects.filter(user__email=KNOWN)) == []
    assert AuditEntry.objects.filter(verb="unproven password dropped").count() == 1


def test_link_to_a_new_password_proves_the_mailbox() -> None:
    """Else the password just set would fall when the address is confirmed in another browser."""
    register(Client())
    owner = Client()
    owner.post(ASK_FOR_LINK, {"email": KNOWN})
    form = owner.get(newest_link(), follow=True).redirect_chain[-1][0]

    owner.post(form, {"password1": "words that the owner chose"})

    assert EmailAddress.objects.get().verified is True
    assert (opens(TYPED), opens("words that the owner chose")) == (False, True)


def test_mark_tells_nobody_whether_an_address_is_known() -> None:
    UserFactory(email=KNOWN)
    known, unknown = Client(), Client()
    register(known)
    register(unknown, email="minh@example.org")

    assert sorted(known.session.keys()) == sorted(unknown.session.keys())
    assert len({len(str(dict(browser.session))) for browser in (known, unknown)}) == 1
    assert opens(PASSWORD) is True


def test_address_that_was_proven_before_keeps_its_password() -> None:
    user: User = UserFactory(email=KNOWN)

    sign_in_by_code(Client())

    user.refresh_from_db()
    assert user.has_usable_password() is True
