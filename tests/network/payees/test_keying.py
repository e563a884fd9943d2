"""An account is keyed twice, and looked at for a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from network.models import AccountEntry, PayeeAccount, Supporter
from network.payees.actions import (
    Keying,
    KeyingsDifferError,
    NothingKeyedError,
    discard_keying,
    key_account,
    see_account,
)
from network.payees.facts import AccountView, views_of
from network.payees.rules.accounts import SeenFor
from portal.audit import AuditEntry
from tests.factories import SupporterFactory
from tests.network.payees.keyed import KEYED, NOW, audited, keyed_twice

pytestmark = pytest.mark.django_db


def test_account_keyed_twice_alike_is_confirmed(supporter: Supporter, desk_id: int) -> None:
    assert supporter.user_id is not None
    first = key_account(supporter, KEYED, by_id=supporter.user_id, by_supporter=True, now=NOW)
    assert (first, PayeeAccount.objects.count()) == (Keying.FIRST, 0)

    second = key_account(supporter, KEYED, by_id=desk_id, by_supporter=False, now=NOW)

    account = PayeeAccount.objects.get()
    assert (second, AccountEntry.objects.count()) == (Keying.CONFIRMED, 0)
    assert (account.number, account.last_three, str(account), account.holder) == (
        "7654321",
        "321",
        "…321",
        "ｸﾞｴﾝ ﾃｲ ﾗﾝ",
    )
    assert audited() == [
        ("account keyed", supporter.user_id, {"by_supporter": True}),
        ("account confirmed", desk_id, {"first_by_id": supporter.user_id, "first_by_supporter": True}),
    ]


def test_desk_keys_both_times_for_who_has_no_login(desk_id: int) -> None:
    supporter = SupporterFactory(user=None)

    outcomes = [key_account(supporter, KEYED, by_id=desk_id, by_supporter=False, now=NOW) for _ in range(2)]

    assert outcomes == [Keying.FIRST, Keying.CONFIRMED]


def test_keyings_that_differ_are_refused_by_field_and_kept_apart(supporter: Supporter, desk_id: int) -> None:
    key_account(supporter, KEYED, by_id=desk_id, by_supporter=False, now=NOW)

    with pytest.raises(KeyingsDifferError) as refusal:
        key_account(supporter, replace(KEYED, number="7654322", kind="2"), by_id=desk_id, by_supporter=False, now=NOW)

    assert refusal.value.fields == ("kind", "number")
    assert "765" not in str(refusal.value)
    assert (AccountEntry.objects.get().values["number"], PayeeAccount.objects.count()) == ("7654321", 0)
    assert key_account(supporter, KEYED, by_id=desk_id, by_supporter=False, now=NOW) == Keying.CONFIRMED


def test_supporter_keys_anew_and_confirms_nothing_alone(supporter: Supporter) -> None:
    assert supporter.user_id is not None
    for number in ("1111111", "7654321", "7654321"):
        keyed = replace(KEYED, number=number)
        assert key_account(supporter, keyed, by_id=supporter.user_id, by_supporter=True, now=NOW) == Keying.FIRST

    assert AccountEntry.objects.get().values["number"] == "7654321"
    assert PayeeAccount.objects.count() == 0


def test_new_account_replaces_the_old_when_it_is_confirmed(supporter: Supporter, desk_id: int) -> None:
    keyed_twice(supporter)
    other = replace(KEYED, number="0000001")

    key_account(supporter, other, by_id=desk_id, by_supporter=False, now=NOW)
    assert PayeeAccount.objects.get().last_three == "321"
    key_account(supporter, other, by_id=desk_id, by_supporter=False, now=NOW)

    assert PayeeAccount.objects.get().last_three == "001"


@pytest.mark.parametrize("by_supporter", [True, False])
def test_nobody_keys_with_the_wrong_hand(supporter: Supporter, desk_id: int, by_supporter: bool) -> None:
    by_id = desk_id if by_supporter else supporter.user_id
    assert by_id is not None

    with pytest.raises(PermissionDenied):
        key_account(supporter, KEYED, by_id=by_id, by_supporter=by_supporter, now=NOW)

    assert (AccountEntry.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_erased_person_gets_no_account(desk_id: int) -> None:
    supporter = SupporterFactory(user=None, erased_on=NOW.date())

    with pytest.raises(PermissionDenied):
        key_account(supporter, KEYED, by_id=desk_id, by_supporter=False, now=NOW)


def test_first_keying_is_discarded_once(supporter: Supporter, desk_id: int) -> None:
    key_account(supporter, KEYED, by_id=desk_id, by_supporter=False, now=NOW)

    discard_keying(supporter, by_id=desk_id, now=NOW)

    assert AccountEntry.objects.count() == 0
    assert audited()[1:] == [("account keying discarded", desk_id, {})]
    with pytest.raises(NothingKeyedError):
        discard_keying(supporter, by_id=desk_id, now=NOW)


def test_each_look_is_told_to_the_owner_alone(supporter: Supporter, desk_id: int) -> None:
    account, others = keyed_twice(supporter), keyed_twice(SupporterFactory())
    later = NOW + timedelta(hours=1)

    seen = see_account(account, by_id=desk_id, now=NOW, reason=SeenFor.PAYMENT)
    see_account(account, by_id=desk_id, now=later, reason=SeenFor.RETURNED)
    see_account(others, by_id=desk_id, now=later, reason=SeenFor.AUDIT)

    assert seen == KEYED
    assert views_of(supporter) == [AccountView(later, "returned"), AccountView(NOW, "payment")]


def test_look_without_a_known_reason_is_refused(supporter: Supporter, desk_id: int) -> None:
    with pytest.raises(ValueError, match="curious"):
        see_account(keyed_twice(supporter), by_id=desk_id, now=NOW, reason="curious")

    assert views_of(supporter) == []


def test_database_and_record_hold_neither_number_nor_holder(supporter: Supporter, desk_id: int) -> None:
    key_account(keyed_twice(supporter).supporter, KEYED, by_id=desk_id, by_supporter=False, now=NOW)
    see_account(PayeeAccount.objects.get(), by_id=desk_id, now=NOW, reason=SeenFor.PAPER)

    for table in ("network_payeeaccount", "network_accountentry", "portal_auditentry", "portal_idempotencykey"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}")
            held = str(cursor.fetchall())
        assert "7654321" not in held
        assert "ﾗﾝ" not in held
