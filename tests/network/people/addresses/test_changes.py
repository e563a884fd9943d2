"""Changing the e-mail address: the new mailbox confirms it, the old one is told."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.db import connection
from django.test import Client
from django.utils import timezone

from network.models import AddressChange, User
from network.people.addresses.actions import NEW_ADDRESS, confirm_address, forget_old_address_changes
from network.people.addresses.rules import AddressReason
from portal.audit import AuditEntry
from portal.mail import OutboxMail
from portal.refusals import RefusedError
from tests import mailing
from tests.factories import PASSWORD, UserFactory
from tests.headings import OLD_LINK, heading
from tests.meanwhile import meanwhile
from tests.network.changing_address import (
    ADDRESS,
    HOUR,
    LINK,
    NEW,
    OLD,
    SIGN_IN,
    THIRD,
    address_of,
    addresses,
    ask,
    confirm,
    newest_link,
    signed_in,
    where_it_leads,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_old_address_holds_until_the_link_in_the_new_mailbox_is_opened(browser: Client, owner: User) -> None:
    ask(browser)

    assert Client().get(newest_link(NEW)).status_code == 200
    assert (address_of(owner), addresses()) == (OLD, [(OLD, True, True)])


def test_new_address_holds_once_it_is_confirmed(browser: Client, owner: User) -> None:
    ask(browser)

    confirm()

    assert (address_of(owner), addresses()) == (NEW, [(NEW, True, True)])
    assert Client().login(email=NEW, password=PASSWORD)


def test_browser_that_opens_the_link_goes_on_under_a_new_cookie(browser: Client) -> None:
    thief = Client()
    thief.cookies["sessionid"] = browser.cookies["sessionid"].value
    ask(browser)

    confirm(by=browser)

    assert [where_it_leads(client) for client in (browser, thief)] == [(200, ""), (302, SIGN_IN)]


@pytest.mark.parametrize("is_owners", [True, False])
def test_sessions_begun_before_end_when_the_new_address_holds(is_owners: bool, browser: Client, owner: User) -> None:
    reader = signed_in(owner)
    ask(browser)

    confirm(by=browser if is_owners else None)

    assert where_it_leads(reader) == (302, SIGN_IN)


def test_asker_signs_in_again_when_another_browser_has_opened_the_link(browser: Client) -> None:
    ask(browser)
    elsewhere = Client()

    answer = elsewhere.post(newest_link(NEW), follow=True)

    assert browser.get("/en/my/").status_code == 302
    assert "Please sign in again with the new address." in answer.text
    assert 'href="/en/account/login/"' in answer.text


def test_session_of_somebody_else_is_left_alone(browser: Client) -> None:
    other = UserFactory()
    client = Client()
    client.force_login(other)
    cookie = client.cookies["sessionid"].value
    ask(browser)

    assert client.post(newest_link(NEW))["Location"] == "/en/address/confirmed/?sign_in"

    assert (client.get("/en/my/").status_code, client.cookies["sessionid"].value) == (200, cookie)


def test_session_alone_changes_no_address(owner: User) -> None:
    client = Client()
    client.force_login(owner)

    answers = [client.post(path, {"email": NEW}) for path in (ADDRESS, "/en/account/email/")]

    assert "/account/reauthenticate/" in answers[0]["Location"]
    assert answers[1]["Location"] == ADDRESS
    assert (AddressChange.objects.count(), EmailAddress.objects.count()) == (0, 1)


def test_old_mailbox_is_told_at_once_and_when_it_takes_effect(browser: Client) -> None:
    ask(browser)
    asked = [mail.to for mail in mailing.delivered()]
    confirm()

    assert (asked, [mail.to for mail in mailing.delivered()]) == ([[NEW], [OLD]], [[NEW], [OLD], [OLD]])


def test_mails_name_neither_address_nor_change(browser: Client) -> None:
    ask(browser)
    confirm()

    texts = [f"{mail.subject}\n{mail.body}" for mail in mailing.delivered()]
    assert [
        word for text in texts for word in (OLD, NEW, "undo it", "e-mail address") if word in LINK.sub("", text)
    ] == []


def test_addresses_stand_in_clear_in_no_row_and_no_record(browser: Client, owner: User) -> None:
    ask(browser)
    mailing.delivered()

    rows = repr([*AuditEntry.objects.values(), *OutboxMail.objects.values()])
    assert (NEW in rows, OLD in rows) == (False, False)
    assert NEW not in repr(raw_rows())


def raw_rows() -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM network_addresschange")
        return cursor.fetchall()


@pytest.mark.parametrize(("after", "is_confirmed"), [(59, True), (61, False)])
def test_link_to_the_new_mailbox_lives_an_hour_from_sending(
    after: int, is_confirmed: bool, browser: Client, owner: User, clock: time_machine.Traveller
) -> None:
    ask(browser)
    clock.shift(5 * HOUR)
    link = newest_link(NEW)
    clock.shift(timedelta(minutes=after))

    answer = Client().post(link)

    assert (answer.status_code, address_of(owner)) == ((302, NEW) if is_confirmed else (410, OLD))


def test_link_is_pressed_twice(browser: Client) -> None:
    ask(browser)
    confirm()

    confirm()
    assert AddressChange.objects.get().state == "in_effect"


def test_newest_asking_holds(browser: Client, owner: User) -> None:
    ask(browser, THIRD)
    older = newest_link(THIRD)
    ask(browser)

    assert Client().post(older).status_code == 410
    confirm()
    assert address_of(owner) == NEW


@pytest.mark.parametrize("language", ["vi", "ja", "ja-hira", "en"])
def test_links_open_in_every_language(language: str, browser: Client) -> None:
    ask(browser)
    links = [newest_link(to).replace("/en/", f"/{language}/") for to in (NEW, OLD)]

    pages = [Client().get(link) for link in links]

    assert [page.status_code for page in pages] == [200, 200]
    assert [re.findall(r'<html lang="([^"]*)"', page.text) for page in pages] == [[language[:2]]] * 2


def test_own_address_is_no_new_one(browser: Client) -> None:
    answer = browser.post(ADDRESS, {"email": " LAN＠example.org"})

    assert "This is the one you have already." in answer.content.decode()
    assert AddressChange.objects.count() == 0


def test_address_of_another_is_told_by_nothing(browser: Client, owner: User) -> None:
    UserFactory(email=NEW)
    ask(browser, NEW)
    taken = browser.get(ADDRESS).content.decode().replace(NEW, "")
    assert [mail.to for mail in mailing.delivered()] == [[OLD]]
    ask(browser, THIRD)

    assert re.sub(r'value="\w{64}"', "", browser.get(ADDRESS).content.decode().replace(THIRD, "")) == re.sub(
        r'value="\w{64}"', "", taken
    )
    assert OutboxMail.objects.filter(kind=NEW_ADDRESS).count() == 2


def test_address_that_became_anothers_meanwhile_is_not_confirmed(browser: Client, owner: User) -> None:
    ask(browser)
    link = newest_link(NEW)
    UserFactory(email=NEW, address__verified=False)

    assert Client().post(link).status_code == 410
    assert address_of(owner) == OLD


def test_account_closed_meanwhile_changes_and_undoes_nothing(browser: Client, owner: User) -> None:
    ask(browser)
    links = [newest_link(NEW), newest_link(OLD)]
    User.objects.update(is_active=False)

    assert [Client().post(link).status_code for link in links] == [410, 410]
    assert address_of(owner) == OLD


def test_who_asked_keeps_the_old_address(browser: Client, owner: User) -> None:
    ask(browser)
    link = newest_link(NEW)

    browser.post("/en/my/address/keep/")

    assert Client().post(link).status_code == 410
    assert (address_of(owner), owner.has_usable_password()) == (OLD, True)


def test_fourth_asking_within_an_hour_is_refused(browser: Client) -> None:
    for number in range(3):
        ask(browser, f"new{number}@example.org")

    answer = browser.post(ADDRESS, {"email": NEW})

    assert "three times within an hour" in answer.content.decode()
    assert f'value="{NEW}"' in answer.content.decode()


def test_link_of_the_old_way_changes_no_address(owner: User) -> None:
    asked = EmailAddress.objects.create(user=owner, email=NEW, primary=False, verified=False)

    Client().post(f"/en/account/confirm-email/{EmailConfirmationHMAC(asked).key}/")

    assert address_of(owner) == OLD


@pytest.mark.parametrize("key", ["nonsense", "MQ:1wBAAA:xxxx", "🌸"])
@pytest.mark.parametrize("page", ["confirm", "undo"])
def test_forged_link_is_too_old(page: str, key: str) -> None:
    answers = [getattr(Client(), way)(f"/en/address/{page}/{key}/") for way in ("get", "post")]

    assert [(answer.status_code, heading(answer)) for answer in answers] == [(410, OLD_LINK)] * 2


def test_link_of_one_kind_is_none_of_the_other(browser: Client, owner: User) -> None:
    ask(browser)

    swapped = newest_link(NEW).replace("confirm", "undo"), newest_link(OLD).replace("undo", "confirm")

    answers = [Client().post(link) for link in swapped]

    assert [(answer.status_code, heading(answer)) for answer in answers] == [(410, OLD_LINK)] * 2
    assert (address_of(owner), AddressChange.objects.get().state) == (OLD, "asked")


def test_old_addresses_are_forgotten_a_week_later(browser: Client, clock: time_machine.Traveller) -> None:
    ask(browser)
    confirm()
    for days, count in ((6, 1), (2, 0)):
        clock.shift(timedelta(days=days))
        forget_old_address_changes(timezone.now())
        assert AddressChange.objects.count() == count


def test_address_that_another_takes_at_the_last_moment_is_refused(browser: Client, owner: User) -> None:
    ask(browser)
    change = AddressChange.objects.get()
    # The change itself is read first; then whether somebody keeps the address for a while.
    steps = iter([lambda: None, lambda: UserFactory(email=NEW)])

    with (
        pytest.raises(RefusedError) as refused,
        meanwhile(lambda: next(steps)(), after=AddressChange._meta.db_table, times=2),
    ):
        confirm_address(change, now=timezone.now())

    assert refused.value.decision.reasons == (AddressReason.TAKEN,)
    assert (address_of(owner), AddressChange.objects.get().state) == (OLD, "asked")
