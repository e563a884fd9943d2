"""While a change of address can be undone, nothing that ends for ever is done: whoever has changed it may not be the
owner, and of the end only the new mailbox would hear."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from network.membership.actions import erase, leave
from network.models import AddressChange, Supporter, User
from network.people.addresses.actions import let_address_change
from network.people.addresses.enums import AskedBy
from portal.refusals import RefusedError
from tests import mailing
from tests.factories import UserFactory
from tests.network.changing_address import HOUR, NOW, OLD, SILENTLY, address_of, ask, confirm, newest_link, undo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

MY_DATA = "/en/my/data/"
ENDS = ["leave", "erase"]
FROM_THEN_ON = "Monday, 4 May 2026, 19:00"


@pytest.fixture
def lan(owner: User) -> Supporter:
    return Supporter.objects.get(user=owner)


def change_address(browser: Client) -> None:
    ask(browser)
    confirm(by=browser)


def has_ended(lan: Supporter) -> bool:
    lan.refresh_from_db()
    return (lan.left_on, lan.erased_on) != (None, None)


@pytest.mark.parametrize("end", ENDS)
def test_own_page_names_day_and_hour_and_has_no_button(end: str, browser: Client, lan: Supporter) -> None:
    change_address(browser)

    page = browser.get(f"{MY_DATA}{end}/").content.decode()
    browser.post(f"{MY_DATA}{end}/", {"network_id": str(lan)})

    assert FROM_THEN_ON in page
    assert 'name="network_id"' not in page
    assert not has_ended(lan)


@pytest.mark.parametrize("end", ENDS)
def test_desk_waits_as_long(end: str, browser: Client, lan: Supporter, desk: Client) -> None:
    change_address(browser)
    page = f"/admin/supporters/{end}/{lan.pk}/"

    shown = desk.get(page).content.decode()
    desk.post(page, {"network_id": str(lan)})

    assert FROM_THEN_ON in shown
    assert 'name="network_id"' not in shown
    assert not has_ended(lan)


@pytest.mark.parametrize("act", [leave, erase])
def test_action_looks_again(
    act: Callable[..., None], browser: Client, lan: Supporter, clock: time_machine.Traveller
) -> None:
    change_address(browser)
    clock.shift(71 * HOUR)

    with pytest.raises(RefusedError) as refused:
        act(lan, by_id=None, now=timezone.now())
    assert refused.value.decision.possible_from == NOW + 72 * HOUR
    clock.shift(HOUR)
    act(lan, by_id=None, now=timezone.now())

    assert has_ended(lan)


def test_old_mailbox_undoes_what_was_to_be_erased(browser: Client, lan: Supporter) -> None:
    change_address(browser)
    browser.post(f"{MY_DATA}erase/", {"network_id": str(lan)})

    undo(newest_link(OLD))

    assert lan.user is not None
    assert address_of(lan.user) == OLD


@pytest.mark.parametrize("end", ENDS)
def test_nothing_ends_while_no_mail_tells_of_it(end: str, browser: Client, lan: Supporter) -> None:
    """Of a silent change neither mailbox would hear that the account is gone."""
    ask(browser, page=SILENTLY)

    page = browser.get(f"{MY_DATA}{end}/").content.decode()
    browser.post(f"{MY_DATA}{end}/", {"network_id": str(lan)})

    assert "Your new e\u2011mail address is not confirmed yet" in page
    assert not has_ended(lan)


def test_silent_change_in_effect_is_waited_for_too(browser: Client, lan: Supporter) -> None:
    ask(browser, page=SILENTLY)
    Client().post(newest_link("new@example.org"))
    let_address_change(
        AddressChange.objects.get(), asked_by=AskedBy.TELEPHONE, by_id=UserFactory().pk, now=timezone.now()
    )

    with pytest.raises(RefusedError):
        erase(lan, by_id=None, now=timezone.now())
    assert [mail.to for mail in mailing.delivered() if OLD in mail.to] == []


def test_what_was_only_asked_for_holds_nothing_up(browser: Client, lan: Supporter) -> None:
    """The old mailbox still is the account's, and hears of the end."""
    ask(browser)

    browser.post(f"{MY_DATA}erase/", {"network_id": str(lan)})

    assert has_ended(lan)
    assert [mail.to for mail in mailing.delivered()][-1] == [OLD]
