"""Somebody lost the mailbox, and asks the office by telephone or in person for the new address."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from network.models import AddressChange, User
from tests.factories import SupporterFactory, UserFactory
from tests.network.changing_address import NEW, OLD, address_of, newest_link
from tests.network.people.addresses.office import BY_TELEPHONE, LIST, confirm_silently, decide, of_the_desk, receivers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def change_at_the_desk(desk: Client, owner: User, **more: str) -> Any:
    page = f"/admin/supporters/address/{owner.supporter.pk}/"
    return desk.post(page, {"email": NEW, **BY_TELEPHONE, **more})


def test_desk_changes_the_address_of_somebody_who_lost_the_mailbox(owner: User, desk: Client) -> None:
    assert change_at_the_desk(desk, owner).status_code == 302
    assert receivers() == [NEW, OLD]

    Client().post(newest_link(NEW))

    assert address_of(owner) == NEW
    assert Client().post(newest_link(OLD))["Location"] == "/en/address/undone/"
    assert address_of(owner) == OLD


def test_desk_leaves_a_mailbox_alone_that_somebody_else_reads(owner: User, desk: Client) -> None:
    change_at_the_desk(desk, owner, is_silent="on")

    assert receivers() == [NEW]
    assert AddressChange.objects.get().is_silent


def test_desk_changes_no_address_of_a_colleague(desk: Client) -> None:
    colleague = SupporterFactory(user=UserFactory(administrator=True)).user

    change_at_the_desk(desk, colleague)

    assert AddressChange.objects.count() == 0


def test_desk_gives_nobody_an_address_that_is_taken(owner: User, desk: Client) -> None:
    UserFactory(email=NEW)

    assert b"This address can&#x27;t be used." in change_at_the_desk(desk, owner).content


def test_who_asked_at_the_desk_does_not_confirm(owner: User, desk: Client) -> None:
    change_at_the_desk(desk, owner, is_silent="on")
    confirm_silently()
    page = f"{LIST}decide/{AddressChange.objects.get().pk}/"

    assert b'value="confirm"' not in desk.get(page).content
    assert desk.post(page, {"verb": "confirm", **BY_TELEPHONE})["Location"] == "/admin/"
    assert address_of(owner) == OLD


def test_colleague_of_who_asked_at_the_desk_confirms(owner: User, desk: Client) -> None:
    change_at_the_desk(desk, owner, is_silent="on")
    confirm_silently()

    decide(of_the_desk(), "confirm")

    assert address_of(owner) == NEW


def test_who_asked_at_the_desk_takes_it_back(owner: User, desk: Client) -> None:
    change_at_the_desk(desk, owner, is_silent="on")

    decide(desk, "refuse")

    assert AddressChange.objects.get().state == "refused"
