"""Several people, or one in several windows, at the same change of address at once."""

from __future__ import annotations

from functools import partial

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.exceptions import SessionInterrupted
from django.test import Client
from django.utils import timezone

from network.models import AddressChange, BrowserSession, User
from network.people.addresses.actions import ask_to_change_address, confirm_address, undo_address_change
from network.people.signing_in.browser_sessions import SessionStore
from portal.audit import AuditEntry
from portal.refusals import RefusedError
from tests.databases import Copy
from tests.factories import SupporterFactory
from tests.network.racing import Work, together

pytestmark = pytest.mark.race

DEVICES = 6


def asked(address: str) -> AddressChange:
    user = SupporterFactory(user__email=address).user
    return ask_to_change_address(user, "racer@example.org", by_id=user.pk, now=timezone.now())


def undoing(change: AddressChange) -> Work:
    return partial(undo_address_change, change, by_id=None, now=timezone.now())


def confirming(change: AddressChange) -> Work:
    return partial(confirm_address, change, now=timezone.now())


def test_change_is_undone_once(race_database: Copy) -> None:
    change = asked("race1@example.org")
    confirm_address(change, now=timezone.now())

    done = together([undoing(change)] * 8, refusals=RefusedError)

    assert sorted(done) == [False] * 7 + [True]
    assert AuditEntry.objects.filter(verb="address change undone", object_ref=str(change.user_id)).count() == 1


def test_undoing_and_confirming_at_once_leave_the_old_address(race_database: Copy) -> None:
    change = asked("race2@example.org")

    undone, _confirmed = together([undoing(change), confirming(change)], refusals=RefusedError)

    assert undone
    assert User.objects.get(pk=change.user_id).email == "race2@example.org"
    assert list(EmailAddress.objects.filter(user=change.user_id).values_list("email", flat=True)) == [
        "race2@example.org"
    ]


def test_sessions_that_change_their_keys_while_a_change_is_undone_are_ended(race_database: Copy) -> None:
    change = asked("race10@example.org")
    confirm_address(change, now=timezone.now())
    devices = [Client() for _number in range(DEVICES)]
    for device in devices:
        device.force_login(change.user)
    sessions = [SessionStore(device.session.session_key) for device in devices]

    done = together([*(session.cycle_key for session in sessions), undoing(change)], refusals=SessionInterrupted)

    assert done[-1]
    assert BrowserSession.objects.filter(user=change.user).count() == 0


def test_new_address_becomes_one_persons(race_database: Copy) -> None:
    changes = [asked(f"race{number}@example.org") for number in range(3, 9)]

    done = together([confirming(change) for change in changes], refusals=RefusedError)

    assert sorted(done) == [False] * 5 + [True]
    assert User.objects.filter(email="racer@example.org").count() == 1


def test_newest_of_many_askings_at_once_is_open(race_database: Copy) -> None:
    user = SupporterFactory(user__email="race9@example.org").user

    def asking(number: int) -> Work:
        return partial(ask_to_change_address, user, f"racer{number}@example.org", by_id=user.pk, now=timezone.now())

    assert together([asking(number) for number in range(8)], refusals=RefusedError) == [True] * 8
    assert AddressChange.objects.of_open_state().filter(user=user).count() == 1
