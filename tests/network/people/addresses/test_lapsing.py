"""A silent asking holds all mail back. So it ends by itself: when nobody has opened its link, or the office decides
nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from network.models import AddressChange, User
from network.papers.actions import NEWS_MAIL
from network.people.addresses.actions import keep_old_address, lapse_address_changes, let_address_change
from network.people.addresses.enums import AskedBy
from portal import mail
from portal.audit import AuditEntry
from portal.refusals import RefusedError
from tests import mailing
from tests.factories import UserFactory
from tests.meanwhile import meanwhile
from tests.network.changing_address import (
    ADDRESS,
    HOUR,
    NEW,
    OLD,
    SILENTLY,
    THIRD,
    address_of,
    ask,
    newest_link,
    signed_in,
    undo,
)
from tests.network.people.addresses.office import LIST, of_the_desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

DAY = 24 * HOUR
LAPSED = "Not confirmed in time"


def ask_silently(browser: Client, *, is_opened: bool) -> AddressChange:
    ask(browser, page=SILENTLY)
    if is_opened:
        Client().post(newest_link(NEW))
    return AddressChange.objects.get()


def ask_for_a_code() -> None:
    Client().post("/en/account/login/code/", {"email": OLD})


def mails_to_the_old_mailbox() -> int:
    return [mail.to for mail in mailing.delivered()].count([OLD])


WAITS = [(False, 25 * HOUR), (True, 14 * DAY)]


@pytest.mark.parametrize(("is_opened", "waits"), WAITS)
def test_mail_goes_on_when_it_has_lapsed(
    is_opened: bool, waits: timedelta, browser: Client, owner: User, clock: time_machine.Traveller
) -> None:
    ask_silently(browser, is_opened=is_opened)
    mail.queue(NEWS_MAIL, dedupe_key="held", language="en", now=timezone.now(), recipient_id=owner.pk)
    clock.shift(waits - timedelta(seconds=1))
    ask_for_a_code()
    assert mails_to_the_old_mailbox() == 0

    clock.shift(2 * HOUR)
    ask_for_a_code()

    assert mails_to_the_old_mailbox() == 2


@pytest.mark.parametrize(("is_opened", "waits"), WAITS)
def test_tick_writes_it_down_once(
    is_opened: bool, waits: timedelta, browser: Client, clock: time_machine.Traveller
) -> None:
    change = ask_silently(browser, is_opened=is_opened)
    clock.shift(waits - timedelta(seconds=1))
    lapse_address_changes(timezone.now())
    change.refresh_from_db()
    assert change.state != "lapsed"

    clock.shift(timedelta(seconds=1))
    for _time in range(2):
        lapse_address_changes(timezone.now())

    change.refresh_from_db()
    assert change.state == "lapsed"
    assert AuditEntry.objects.filter(verb="address change lapsed").count() == 1


@pytest.mark.parametrize("is_written_down", [False, True])
def test_office_cannot_confirm_it_any_more(
    is_written_down: bool, browser: Client, owner: User, clock: time_machine.Traveller
) -> None:
    change = ask_silently(browser, is_opened=True)
    clock.shift(14 * DAY)
    if is_written_down:
        lapse_address_changes(timezone.now())

    with pytest.raises(RefusedError):
        let_address_change(change, asked_by=AskedBy.IN_PERSON, by_id=UserFactory().pk, now=timezone.now())

    assert address_of(owner) == OLD


def test_office_sees_that_it_has_lapsed_and_shuts_a_thief_out(
    browser: Client, owner: User, clock: time_machine.Traveller
) -> None:
    change = ask_silently(browser, is_opened=True)
    clock.shift(14 * DAY)
    office = of_the_desk()

    assert LAPSED in office.get(LIST).content.decode()
    page = office.get(f"{LIST}decide/{change.pk}/").content.decode()
    assert ('value="confirm"' in page, 'value="refuse"' in page) == (False, True)
    assert "Addresses to confirm</a></td>" not in office.get("/admin/").content.decode()
    office.post(f"{LIST}decide/{change.pk}/", {"verb": "refuse", "asked_by": "in_person"})

    owner.refresh_from_db()
    assert not owner.has_usable_password()


@pytest.mark.parametrize("is_silent", [False, True])
def test_owner_reads_on_their_page_that_it_has_lapsed(
    is_silent: bool, owner: User, clock: time_machine.Traveller
) -> None:
    ask(signed_in(owner), page=SILENTLY if is_silent else ADDRESS)
    clock.shift(25 * HOUR)
    owner.refresh_from_db()

    page = signed_in(owner).get(ADDRESS).content.decode()

    assert "Your new address was not confirmed in time" in page
    assert ("Mail goes to your old mailbox again." in page) == is_silent
    assert "Keep the old address" not in page


def test_owner_reads_until_when_nothing_goes_to_the_old_mailbox(browser: Client, owner: User) -> None:
    ask_silently(browser, is_opened=False)
    assert "Saturday, 2 May 2026, 20:00" in browser.get(ADDRESS).content.decode()

    Client().post(newest_link(NEW))

    assert "Friday, 15 May 2026, 19:00" in browser.get(ADDRESS).content.decode()


def test_what_was_asked_for_afterwards_is_told_to_the_old_mailbox(owner: User, clock: time_machine.Traveller) -> None:
    ask(signed_in(owner), page=SILENTLY)
    clock.shift(25 * HOUR)
    owner.refresh_from_db()

    ask(signed_in(owner), THIRD)

    assert list(AddressChange.objects.order_by("pk").values_list("state", "is_silent")) == [
        ("replaced", True),
        ("asked", False),
    ]
    assert mails_to_the_old_mailbox() == 1


@pytest.mark.parametrize("is_written_down", [False, True])
def test_old_mailbox_shuts_out_whoever_asked_though_it_lapsed(
    is_written_down: bool, browser: Client, owner: User, clock: time_machine.Traveller
) -> None:
    """Not everybody reads mail every day."""
    ask(browser)
    link = newest_link(OLD)
    clock.shift(30 * HOUR)
    if is_written_down:
        lapse_address_changes(timezone.now())

    undo(link)

    owner.refresh_from_db()
    assert (AddressChange.objects.get().state, owner.has_usable_password()) == ("undone", False)


def test_what_is_taken_back_at_the_last_moment_has_not_lapsed(
    browser: Client, owner: User, clock: time_machine.Traveller
) -> None:
    change = ask_silently(browser, is_opened=True)
    clock.shift(14 * DAY)

    def takes_back() -> None:
        keep_old_address(owner, by_id=owner.pk, now=timezone.now())

    with meanwhile(takes_back, after=AddressChange._meta.db_table):
        lapse_address_changes(timezone.now())

    change.refresh_from_db()
    assert change.state == "withdrawn"
    assert not AuditEntry.objects.filter(verb="address change lapsed").exists()
