"""A password, an app or recovery codes that are new: their owner is told, and for a day they are not strong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from network.demo.second_factor import give_second_factor
from network.models import AddressChange, User
from portal import totp
from portal.mail import MailState, OutboxMail
from portal.models import ContactSettings
from tests import mailing
from tests.factories import PASSWORD, SupporterFactory
from tests.network.changing_address import ADDRESS, NEW, NOW, OLD, SILENTLY, ask, confirm, newest_link, signed_in, undo
from tests.network.people.test_proving import prove_by_mail
from tests.network.showing_codes import code_of
from tests.network.typing_in import registration

pytestmark = pytest.mark.django_db

OTHER_PASSWORD = "sông Hồng mùa nước nổi"
HOURS = timedelta(hours=1)
BY_PASSWORD, BY_APP = "/en/account/reauthenticate/", "/en/account/2fa/reauthenticate/"
TELEPHONE = "03-3837-2316"
NEWS = "Something has changed in your account in the portal:"


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def office() -> None:
    ContactSettings.objects.update_or_create(defaults={"telephone": TELEPHONE})


@pytest.fixture
def owner() -> User:
    return SupporterFactory(user__email=OLD, language="en").user


def without_a_password(user: User) -> User:
    user.set_unusable_password()
    user.save()
    return user


def session_of(user: User) -> Client:
    client = Client()
    user.refresh_from_db()
    client.force_login(user)
    return client


def set_first(user: User) -> None:
    client = session_of(without_a_password(user))
    prove_by_mail(client)
    client.post("/en/account/password/set/", {"password1": OTHER_PASSWORD})


def change(user: User) -> None:
    form = {"oldpassword": PASSWORD, "password1": OTHER_PASSWORD}
    session_of(user).post("/en/account/password/change/", form)


def set_by_link(user: User) -> None:
    client = Client()
    client.post("/en/account/password/reset/", {"email": user.email})
    form = client.get(newest_link(user.email), follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": OTHER_PASSWORD})


def set_up_app(user: User) -> None:
    client = session_of(user)
    prove_by_mail(client)
    secret = client.get("/en/account/2fa/totp/activate/").context["form"].secret
    client.post("/en/account/2fa/totp/activate/", {"code": totp.code_at(secret, totp.step_at(timezone.now()))})


def with_an_app_shown(user: User) -> Client:
    client = session_of(user)
    client.post(BY_APP, {"code": code_of(user)})
    return client


def take_off_app(user: User) -> None:
    give_second_factor(user)
    with_an_app_shown(user).post("/en/account/2fa/totp/deactivate/")


def make_codes_anew(user: User) -> None:
    give_second_factor(user)
    with_an_app_shown(user).post("/en/account/2fa/recovery-codes/generate/")


def take_off_by_command(user: User) -> None:
    give_second_factor(user)
    call_command("take_second_factor_off", user.email, reason="telephone lost")


PASSWORDS = [set_first, change, set_by_link]
APPS = [set_up_app, take_off_app, make_codes_anew, take_off_by_command]


def silently(client: Client, *, password: str = OTHER_PASSWORD) -> Any:
    client.post(BY_PASSWORD, {"password": password})
    return client.post(SILENTLY, {"email": NEW})


# For a day they are not strong


@pytest.mark.parametrize("set_password", PASSWORDS)
def test_new_password_asks_for_no_silent_change(set_password: Callable[[User], None], owner: User) -> None:
    set_password(owner)
    client = session_of(owner)

    answer = silently(client)

    assert (answer.status_code, "is not a day old yet" in answer.text) == (200, True)
    assert f'href="tel:{TELEPHONE}"' in answer.text
    assert AddressChange.objects.count() == 0


@pytest.mark.parametrize("set_password", PASSWORDS)
@pytest.mark.parametrize(("hours", "asked"), [(23, 0), (24, 1)])
def test_password_is_strong_after_a_day(
    hours: int, asked: int, set_password: Callable[[User], None], owner: User, clock: Any
) -> None:
    set_password(owner)
    clock.shift(hours * HOURS)

    silently(session_of(owner))

    assert AddressChange.objects.count() == asked


def test_password_of_a_registration_is_not_strong_on_its_day(client: Client) -> None:
    client.post("/en/register/check/", registration(email=OLD, language="en"))
    user = User.objects.get(email=OLD)

    assert user.password_set_at == NOW


def test_new_password_is_enough_for_all_else(owner: User) -> None:
    set_by_link(owner)
    client = session_of(owner)
    client.post(BY_PASSWORD, {"password": OTHER_PASSWORD})

    ask(client)

    assert AddressChange.objects.get().is_silent is False


@pytest.mark.parametrize(("hours", "asked"), [(1, 0), (24, 1)])
def test_app_is_strong_after_a_day(hours: int, asked: int, owner: User, clock: Any) -> None:
    give_second_factor(without_a_password(owner))
    clock.shift(hours * HOURS)

    with_an_app_shown(owner).post(SILENTLY, {"email": NEW})

    assert AddressChange.objects.count() == asked


def test_recovery_codes_made_anew_make_the_app_new(owner: User, clock: Any) -> None:
    give_second_factor(without_a_password(owner))
    clock.shift(48 * HOURS)
    client = with_an_app_shown(owner)
    client.post("/en/account/2fa/recovery-codes/generate/")

    client.post(SILENTLY, {"email": NEW})

    assert AddressChange.objects.count() == 0


def test_app_of_long_ago_is_asked_for_where_the_password_is_new(owner: User, clock: Any) -> None:
    give_second_factor(owner)
    clock.shift(48 * HOURS)
    set_by_link(owner)
    client = session_of(owner)
    client.post(BY_PASSWORD, {"password": OTHER_PASSWORD})

    assert client.get(SILENTLY)["Location"].startswith(BY_APP)
    client.post(BY_APP, {"code": code_of(owner)})
    assert client.post(SILENTLY, {"email": NEW})["Location"] == ADDRESS


@pytest.mark.parametrize("language", ["vi", "ja", "ja-hira", "en"])
def test_refusal_names_the_telephone_in_every_language(language: str, owner: User) -> None:
    set_by_link(owner)

    page = session_of(owner).get(f"/{language}/my/address/silently/")

    assert (page.status_code, f'href="tel:{TELEPHONE}"' in page.text) == (200, True)


# Their owner is told


def news() -> list[str]:
    return [address for mail in mailing.delivered() if NEWS in str(mail.body) for address in mail.to]


@pytest.mark.parametrize("way", [*PASSWORDS, *APPS])
def test_owner_is_told_once_of_each_new_way_in(
    way: Callable[[User], None], owner: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        way(owner)

    assert news() == [OLD]


def test_mail_says_nothing_of_what_has_changed(owner: User) -> None:
    change(owner)

    text = f"{mailing.delivered()[-1].subject}\n{mailing.newest()}".lower()
    assert [word for word in ("password", "app ", "code", "sign", OLD) if word in text] == []


def test_owner_is_told_that_a_password_was_taken_away(owner: User) -> None:
    browser = signed_in(owner)
    ask(browser)
    confirm()

    undo(newest_link(OLD))

    assert news() == [OLD]


def test_news_wait_while_somebody_else_reads_the_mailbox(owner: User) -> None:
    browser = signed_in(owner)
    ask(browser, page=SILENTLY)

    browser.post("/en/account/password/change/", {"oldpassword": PASSWORD, "password1": OTHER_PASSWORD})

    assert news() == []
    assert OutboxMail.objects.get(kind="network.account_news").state == MailState.WAITING
