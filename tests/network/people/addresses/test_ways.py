"""By which way the office may ask an owner: not at a number that whoever stole the session has perhaps typed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from network.membership.actions import correct
from network.models import AddressChange, User
from network.people.actions.passwords import drop_unproven_password
from network.people.addresses.actions import (
    ask_for_the_owner,
    ask_to_change_address,
    confirm_address,
    let_address_change,
    refuse_address_change,
    undo_by_the_office,
)
from network.people.addresses.enums import AskedBy
from network.people.addresses.rules import AddressReason, judge_way
from portal.refusals import RefusedError
from tests.factories import UserFactory
from tests.network.changing_address import NEW, NOW, OLD

DAY = timedelta(days=1)
OTHER_DATA = {"organisation": "another"}
REACH = {
    "telephone": {"telephone": "09011112222"},
    "post": {"postal_code": "110-0005", "postal_address": "Tokyo, Taito-ku 9"},
}
REASONS = {"telephone": "telephone_is_new", "post": "postal_address_is_new"}


@pytest.mark.parametrize(
    ("way", "changed", "days_before", "reasons"),
    [
        ("telephone", "telephone", 29, (AddressReason.TELEPHONE_IS_NEW,)),
        ("telephone", "telephone", 30, ()),
        ("telephone", "telephone", -1, (AddressReason.TELEPHONE_IS_NEW,)),
        ("telephone", "postal_address", 1, ()),
        ("post", "postal_address", 1, (AddressReason.POSTAL_ADDRESS_IS_NEW,)),
        ("post", "postal_code", 1, (AddressReason.POSTAL_ADDRESS_IS_NEW,)),
        ("post", "telephone", 1, ()),
        ("in_person", "telephone", 1, ()),
        ("in_person", "postal_address", 1, ()),
    ],
)
def test_way_is_refused_while_what_it_goes_by_is_new(
    way: str, changed: str, days_before: int, reasons: tuple[AddressReason, ...]
) -> None:
    assert judge_way(way, changed={changed: NOW - days_before * DAY}, asked_at=NOW).reasons == reasons


@pytest.mark.parametrize("way", AskedBy.values)
def test_every_way_is_judged(way: str) -> None:
    assert judge_way(way, changed={}, asked_at=NOW).reasons == ()


@pytest.fixture
def desk(db: None) -> User:
    return UserFactory(groups=["Desk"])


def changed_by(user: User, owner: User, told: dict[str, Any], at: datetime) -> None:
    correct(owner.supporter, told, by_id=user.pk, now=at)


def waiting(owner: User) -> AddressChange:
    """For the office to confirm."""
    return confirm_address(ask_to_change_address(owner, NEW, is_silent=True, by_id=owner.pk, now=NOW), now=NOW)


@pytest.mark.parametrize("way", REACH)
@pytest.mark.parametrize("act", [let_address_change, refuse_address_change])
def test_office_decides_nothing_by_what_the_session_has_changed(act: Any, way: str, owner: User, desk: User) -> None:
    changed_by(owner, owner, REACH[way], NOW - DAY)

    with pytest.raises(RefusedError, match=REASONS[way]):
        act(waiting(owner), asked_by=AskedBy(way), by_id=desk.pk, now=NOW)

    act(AddressChange.objects.get(), asked_by=AskedBy.IN_PERSON, by_id=desk.pk, now=NOW)


def test_office_undoes_nothing_by_what_the_session_has_changed(owner: User, desk: User) -> None:
    change = confirm_address(ask_to_change_address(owner, NEW, by_id=owner.pk, now=NOW), now=NOW)
    changed_by(owner, owner, REACH["telephone"], NOW + DAY)

    with pytest.raises(RefusedError, match="telephone_is_new"):
        undo_by_the_office(change, asked_by=AskedBy.TELEPHONE, by_id=desk.pk, now=NOW + DAY)


def test_office_asks_for_nobody_by_what_the_session_has_changed(owner: User, desk: User) -> None:
    changed_by(owner, owner, REACH["telephone"], NOW - DAY)

    with pytest.raises(RefusedError, match="telephone_is_new"):
        ask_for_the_owner(owner, NEW, is_silent=False, asked_by=AskedBy.TELEPHONE, by_id=desk.pk, now=NOW)

    assert AddressChange.objects.count() == 0


@pytest.mark.parametrize(
    ("told", "days_before"), [(REACH["telephone"], 31), (OTHER_DATA, 1)], ids=["long ago", "other data"]
)
def test_office_asks_at_a_number_that_stood_there_before(
    told: dict[str, Any], days_before: int, owner: User, desk: User
) -> None:
    changed_by(owner, owner, told, NOW - days_before * DAY)

    let_address_change(waiting(owner), asked_by=AskedBy.TELEPHONE, by_id=desk.pk, now=NOW)

    assert User.objects.get(pk=owner.pk).email == NEW


def test_office_asks_at_a_number_that_it_has_corrected_itself(owner: User, desk: User) -> None:
    changed_by(desk, owner, REACH["telephone"], NOW - DAY)

    let_address_change(waiting(owner), asked_by=AskedBy.TELEPHONE, by_id=desk.pk, now=NOW)

    assert User.objects.get(pk=owner.pk).email == NEW


def test_office_does_not_call_whoever_registered_with_the_address_of_another(owner: User, desk: User) -> None:
    drop_unproven_password(owner, but_for=None, now=NOW - DAY)

    with pytest.raises(RefusedError, match="telephone_is_new"):
        let_address_change(waiting(owner), asked_by=AskedBy.TELEPHONE, by_id=desk.pk, now=NOW)


@pytest.mark.parametrize(
    ("way", "sentence"),
    [
        ("telephone", "Ask in person, or by post at the address that we know."),
        ("post", "Ask in person, or by telephone at the number that we know."),
    ],
)
def test_desk_is_told_which_ways_are_left(way: str, sentence: str, owner: User, desk: User, client: Client) -> None:
    changed_by(owner, owner, REACH[way], NOW - DAY)
    change = waiting(owner)
    client.cookies["django_language"] = "en"
    with time_machine.travel(NOW, tick=False):
        client.force_login(desk)
        decided = client.post(f"/admin/addresses/decide/{change.pk}/", {"verb": "confirm", "asked_by": way})
        asked = client.post(f"/admin/supporters/address/{owner.supporter.pk}/", {"email": NEW, "asked_by": way})

    assert [sentence in str(page.context["form"].errors["asked_by"]) for page in (decided, asked)] == [True, True]
    assert User.objects.get(pk=owner.pk).email == OLD
