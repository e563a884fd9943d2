"""The old mailbox undoes a change of address, and whoever made it is shut out."""

from __future__ import annotations

import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client

from network.demo.second_factor import give_second_factor
from network.models import AddressChange, User
from portal.audit import AuditEntry
from tests import mailing
from tests.headings import OLD_LINK, heading
from tests.network.changing_address import (
    HOUR,
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
    undo,
    where_it_leads,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.mark.parametrize("hours", [0, 71])
def test_old_mailbox_undoes_within_72_hours(
    hours: int, browser: Client, owner: User, clock: time_machine.Traveller
) -> None:
    ask(browser)
    confirm()
    link = newest_link(OLD)
    clock.shift(hours * HOUR)

    undo(link)

    assert (address_of(owner), addresses()) == (OLD, [(OLD, True, True)])


def test_old_mailbox_undoes_no_more_after_72_hours(browser: Client, owner: User, clock: time_machine.Traveller) -> None:
    ask(browser)
    confirm()
    link = newest_link(OLD)
    clock.shift(72 * HOUR)

    assert (Client().get(link).status_code, Client().post(link).status_code) == (410, 410)
    assert address_of(owner) == NEW


def test_page_for_the_old_mailbox_says_until_when_and_not_whereto(browser: Client) -> None:
    ask(browser)
    confirm()

    page = Client().get(newest_link(OLD)).content.decode()

    assert "Monday, 4 May 2026, 19:00 (Tokyo)" in page
    assert NEW not in page


def test_opening_a_link_changes_nothing(browser: Client, owner: User) -> None:
    ask(browser)

    for to in (NEW, OLD):
        Client().get(newest_link(to))

    assert (address_of(owner), AddressChange.objects.get().state) == (OLD, "asked")


def test_undoing_what_was_only_asked_for_shuts_the_asker_out(browser: Client, owner: User) -> None:
    ask(browser)

    undo(newest_link(OLD))

    assert Client().post(newest_link(NEW)).status_code == 410
    assert browser.get("/en/my/").status_code == 302
    owner.refresh_from_db()
    assert not owner.has_usable_password()


def test_undoing_takes_away_what_was_set_since(browser: Client, owner: User, clock: time_machine.Traveller) -> None:
    ask(browser)
    confirm()
    clock.shift(HOUR)
    give_second_factor(owner)

    undo(newest_link(OLD))

    owner.refresh_from_db()
    assert not owner.has_usable_password()
    assert Authenticator.objects.count() == 0


@pytest.mark.parametrize(("hours", "left"), [(1, 0), (71, 0), (73, 2)])
def test_undoing_leaves_an_app_of_long_before(
    hours: int, left: int, owner: User, clock: time_machine.Traveller
) -> None:
    give_second_factor(owner)
    clock.shift(hours * HOUR)
    browser = signed_in(owner)
    ask(browser)

    undo(newest_link(OLD))

    assert Authenticator.objects.filter(user=owner).count() == left


def test_undoing_ends_all_sessions(browser: Client, owner: User) -> None:
    ask(browser)
    confirm(by=browser)
    owner.refresh_from_db()
    other = signed_in(owner)

    undo(newest_link(OLD))

    assert [where_it_leads(client) for client in (browser, other)] == [(302, SIGN_IN)] * 2


def test_owner_signs_in_by_a_code_after_undoing(browser: Client) -> None:
    ask(browser)
    confirm()
    undo(newest_link(OLD))
    client = Client()

    client.post("/en/account/login/code/", {"email": OLD})
    found = re.search(r"signing in: (\S+)", mailing.newest())
    assert found is not None
    client.post("/en/account/login/code/confirm/", {"code": found[1]})

    assert "_auth_user_id" in client.session


def test_code_mailed_to_the_new_address_signs_in_no_more_after_undoing(browser: Client) -> None:
    ask(browser)
    confirm()
    thief = Client()
    thief.post("/en/account/login/code/", {"email": NEW})
    found = re.search(r"signing in: (\S+)", mailing.newest())
    assert found is not None
    undo(newest_link(OLD))

    thief.post("/en/account/login/code/confirm/", {"code": found[1]})

    assert "_auth_user_id" not in thief.session


def test_code_mailed_to_the_old_address_signs_in_no_more_once_it_is_left(browser: Client) -> None:
    other = Client()
    other.post("/en/account/login/code/", {"email": OLD})
    found = re.search(r"signing in: (\S+)", mailing.newest())
    assert found is not None
    ask(browser)
    confirm()

    other.post("/en/account/login/code/confirm/", {"code": found[1]})

    assert "_auth_user_id" not in other.session


def test_reset_link_to_the_new_address_is_dead_after_undoing(browser: Client, owner: User) -> None:
    ask(browser)
    confirm()
    thief = Client()
    thief.post("/en/account/password/reset/", {"email": NEW})
    form = thief.get(newest_link(NEW), follow=True)
    undo(newest_link(OLD))

    thief.post(form.redirect_chain[-1][0], {"password1": "other words entirely"})

    owner.refresh_from_db()
    assert not owner.has_usable_password()


def test_code_that_still_waits_is_not_sent_after_undoing(browser: Client) -> None:
    ask(browser)
    confirm()
    link = newest_link(OLD)
    Client().post("/en/account/login/code/", {"email": NEW})

    undo(link)

    assert [mail.to for mail in mailing.delivered() if "signing in" in str(mail.body)] == []


def test_undoing_the_first_of_two_changes_undoes_both(browser: Client, owner: User) -> None:
    ask(browser)
    confirm(by=browser)
    first = newest_link(OLD)
    ask(browser, THIRD)
    confirm(THIRD)
    second = newest_link(NEW)

    undo(first)

    assert address_of(owner) == OLD
    assert Client().post(second).status_code == 410
    assert list(AddressChange.objects.values_list("state", flat=True)) == ["undone", "undone"]


def test_link_of_an_earlier_asking_undoes_the_later_one(browser: Client, owner: User) -> None:
    ask(browser, THIRD)
    told_first = newest_link(OLD)
    ask(browser)
    confirm()

    undo(told_first)

    assert address_of(owner) == OLD


def test_undoing_twice_is_told_as_used_up(browser: Client) -> None:
    ask(browser)
    link = newest_link(OLD)
    undo(link)

    answer = Client().post(link)

    assert (answer.status_code, heading(answer)) == (410, OLD_LINK)
    assert AddressChange.objects.get().state == "undone"


def test_every_step_is_on_record(browser: Client, owner: User) -> None:
    ask(browser)
    confirm()
    undo(newest_link(OLD))

    recorded = AuditEntry.objects.filter(object_ref=str(owner.pk)).order_by("pk")
    assert list(recorded.values_list("verb", "actor_id")) == [
        ("address change asked for", owner.pk),
        ("address changed", owner.pk),
        ("all sessions ended", owner.pk),
        ("all sessions ended", None),
        ("address change undone", None),
    ]
