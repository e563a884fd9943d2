"""Who registers with another's address, and then signs in with that password, must not learn whether the address was a
member's: of a mailbox that was never proven the right password is answered as a wrong one."""

from __future__ import annotations

import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from network.models import BrowserSession, User
from network.people.actions.account_mails import CONFIRM_ADDRESS, mail_confirmation
from portal.mail import MailState, OutboxMail
from tests import mailing
from tests.factories import PASSWORD, UserFactory
from tests.network.typing_in import KNOWN, UNKNOWN, registration
from tests.queries import counted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "lan")]

LOGIN, CODE, RESET, AGAIN = (
    "/en/account/login/",
    "/en/account/login/code/",
    "/en/account/password/reset/",
    "/en/register/send-again/",
)
TYPED = "words of whoever registers"
WORDS = "This address and this password don't belong together."
REFUSED = f"{WORDS} If you have just registered, open the link in our mail first."
TOO_OFTEN = "That was wrong too often. Wait fifteen minutes, or sign in by a code."
RANDOM = re.compile(r'(?<=csrfmiddlewaretoken" value=")\w+|(?<=nonce=")[^"]+|[\w.+-]+@example\.org')


def register(browser: Client, email: str) -> Any:
    return browser.post("/en/register/check/", registration(language="en", email=email, password=TYPED))


def sign_in(email: str, *, browser: Client | None = None, password: str = TYPED) -> Any:
    return (browser or Client()).post(LOGIN, {"login": email, "password": password})


def seen(response: Any) -> tuple[Any, ...]:
    """All that whoever sends requests can tell two answers apart by."""
    cookies = sorted((name, len(cookie.value), cookie["max-age"]) for name, cookie in response.cookies.items())
    headers = {name: value for name, value in response.items() if name not in ("Content-Length", "X-Request-ID")}
    return response.status_code, headers, cookies, RANDOM.sub("…", response.text)


def made_once_a_process() -> None:
    """What every page has in common: the contact of the office, the pages of the menu."""
    for _time in range(2):
        sign_in("first@example.org")


def confirmations() -> int:
    return OutboxMail.objects.filter(kind=CONFIRM_ADDRESS).count()


@pytest.mark.parametrize("is_same_browser", [True, False])
def test_sign_in_after_registering_tells_nobody_who_is_a_member(is_same_browser: bool) -> None:
    answers = []
    for email in (KNOWN, UNKNOWN):
        browser = Client()
        register(browser, email)
        answers.append(seen(sign_in(email, browser=browser if is_same_browser else Client())))

    assert answers[0] == answers[1]
    assert answers[0][0] == 200


def test_words_are_those_of_a_wrong_password() -> None:
    register(Client(), UNKNOWN)

    assert [sign_in(email).context["form"].non_field_errors() for email in (KNOWN, UNKNOWN)] == [[REFUSED]] * 2


def test_right_password_of_an_unproven_mailbox_is_counted_as_a_wrong_one() -> None:
    register(Client(), UNKNOWN)

    errors = [[sign_in(email).context["form"].non_field_errors() for _time in range(6)] for email in (KNOWN, UNKNOWN)]

    assert errors == [[[REFUSED]] * 5 + [[TOO_OFTEN]]] * 2


def test_work_is_the_same() -> None:
    UserFactory(email="new@example.org", address__verified=False)
    tries = [
        (KNOWN, "wrong"),
        ("other@example.org", "wrong"),
        ("new@example.org", "wrong"),
        ("new@example.org", PASSWORD),
    ]
    made_once_a_process()
    asked = []
    for email, password in tries:
        with counted() as queries:
            sign_in(email, password=password)
        asked.append(len(queries))

    assert asked == [asked[0]] * 4


def test_it_goes_on_being_the_same() -> None:
    """Also of the second try, when the mail is on its way already."""
    UserFactory(email="new@example.org", address__verified=False)
    made_once_a_process()
    asked = []
    for email in (KNOWN, "new@example.org"):
        sign_in(email, password=PASSWORD if email != KNOWN else "wrong")
        with counted() as queries:
            sign_in(email, password=PASSWORD if email != KNOWN else "wrong")
        asked.append(len(queries))

    assert asked[0] == asked[1]


def test_registering_costs_the_same_for_a_members_address() -> None:
    asked = []
    for email in (KNOWN, UNKNOWN):
        with counted() as queries:
            register(Client(), email)
        asked.append([sql.split()[0] for sql in queries.statements])

    assert len(asked[0]) == len(asked[1])


def test_registering_with_a_members_address_leaves_nothing_but_the_mail() -> None:
    before = {model: model.objects.count() for model in (User, BrowserSession)}

    register(Client(), KNOWN)

    assert User.objects.count() == before[User]
    assert [message.to for message in mailing.delivered()] == [[KNOWN]]


def test_link_comes_again_by_mail() -> None:
    register(Client(), UNKNOWN)
    sign_in(UNKNOWN)

    assert [message.to for message in mailing.delivered()] == [[UNKNOWN]] * 2
    assert "/en/account/confirm-email/" in mailing.newest()


@pytest.mark.parametrize("door", [CODE, RESET, AGAIN])
def test_no_quota_of_mails_tells_that_the_link_came_again(door: str) -> None:
    outcomes = []
    for email in (KNOWN, UNKNOWN):
        register(Client(), email)
        for _time in range(5):
            sign_in(email)
        outcomes.append([Client().post(door, {"email": email}).status_code for _time in range(3)])

    assert outcomes == [[302, 302, 200]] * 2


def test_link_comes_again_once_an_hour(clock: time_machine.Traveller) -> None:
    register(Client(), UNKNOWN)
    counts = []
    for minutes in (0, 0, 30, 31):
        clock.shift(minutes * 60)
        sign_in(UNKNOWN)
        counts.append(confirmations())

    assert counts == [1, 1, 1, 2]


def test_wrong_passwords_before_take_no_mail_away() -> None:
    register(Client(), UNKNOWN)
    sign_in(UNKNOWN, password="wrong")

    sign_in(UNKNOWN)

    assert confirmations() == 1


def test_closed_account_gets_no_mail() -> None:
    user = UserFactory(email="new@example.org", address__verified=False, is_active=False)

    answer = sign_in("new@example.org", password=PASSWORD)

    assert (answer.status_code, OutboxMail.objects.filter(recipient=user).count()) == (200, 0)


def test_account_that_was_made_by_a_command_proves_its_mailbox() -> None:
    """`manage.py createsuperuser` knows nothing of addresses to be confirmed."""
    User.objects.create_superuser("chief@example.org", PASSWORD)
    browser = Client()

    sign_in("chief@example.org", browser=browser, password=PASSWORD)
    link = re.search(r"http://localhost:8000(\S+)", mailing.newest())
    assert link is not None
    browser.post(link[1])

    assert sign_in("chief@example.org", browser=browser, password=PASSWORD).status_code == 302


def test_confirmation_of_an_address_confirmed_meanwhile_is_not_needed() -> None:
    address = UserFactory(email="new@example.org", address__verified=False).emailaddress_set.get()
    mail_confirmation(address, now=timezone.now())
    address.set_verified()

    assert mailing.delivered() == []
    assert OutboxMail.objects.get().state == MailState.NOT_NEEDED
