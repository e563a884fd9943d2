from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.utils import translation

from network.actions import (
    Keying,
    KeyingsDifferError,
    NothingKeyedError,
    discard_keying,
    key_account,
    see_account,
)
from network.facts import AccountView, views_of
from network.models import AccountEntry, PayeeAccount, Supporter
from network.rules.accounts import Keyed, SeenFor
from portal.audit import AuditEntry
from portal.dates import TOKYO
from tests.factories import SupporterFactory, UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 1, 12, tzinfo=TOKYO)
KEYED = Keyed("0001", "みずほ", "240", "新宿", "1", "7654321", "ｸﾞｴﾝ ﾃｲ ﾗﾝ")
OWN = "/en/my/account/"
NUMBER = f"{OWN}bank/0001/240/"


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "idempotency_key": str(uuid.uuid4()),
        "kind": "1",
        "number": "７６５ ４３２１",
        "holder": "グエン　ティ　ラン",
        **changes,
    }


def keyed_twice(supporter: Supporter, keyed: Keyed = KEYED) -> PayeeAccount:
    desk_id = UserFactory(groups=["Desk"]).pk
    for _ in range(2):
        key_account(supporter, keyed, by_id=desk_id, by_supporter=False, now=NOW)
    return PayeeAccount.objects.get(supporter=supporter)


def audited() -> list[tuple[str, int | None, dict[str, Any]]]:
    return list(AuditEntry.objects.order_by("pk").values_list("verb", "actor_id", "changes"))


@pytest.fixture
def supporter() -> Supporter:
    return SupporterFactory()


@pytest.fixture
def desk_id() -> int:
    return UserFactory(groups=["Desk"]).pk


@pytest.fixture
def owner(client: Client, supporter: Supporter) -> Client:
    client.force_login(supporter.user)
    return client


@pytest.fixture
def desk(desk_id: int) -> Client:
    return signed_in(desk_id)


def signed_in(user_id: int) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(UserFactory._meta.model.objects.get(pk=user_id))
    return client


def desk_address(supporter: Supporter, rest: str = "") -> str:
    return f"/admin/supporters/account/{supporter.pk}/{rest}"


# Actions


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


# The owner's pages


def test_owner_keys_an_account_from_bank_to_check(owner: Client, supporter: Supporter) -> None:
    assert owner.get(OWN).context["account"] is None
    found = owner.get(f"{OWN}bank/", {"q": "mizuho"}).context["found"]
    assert found[0][1] == f"{OWN}bank/0001/"
    assert owner.get(f"{OWN}bank/", {"q": "0001"})["Location"] == f"{OWN}bank/0001/"
    assert owner.get(f"{OWN}bank/0001/", {"q": "240"})["Location"] == NUMBER
    answers = typed()

    check = owner.post(NUMBER, answers)
    assert [answer["value"] for answer in check.context["answers"]] == [
        "みずほ (0001)", "新宿 (240)", "Ordinary account", "7654321", "ｸﾞｴﾝ ﾃｲ ﾗﾝ"
    ]  # fmt: skip
    assert AccountEntry.objects.count() == 0

    stored = [owner.post(NUMBER, {**answers, "store": "1"})["Location"] for _ in range(2)]

    assert stored == [OWN] * 2
    assert Keyed(**AccountEntry.objects.get().values) == KEYED
    assert [entry[0] for entry in audited()] == ["account keyed"]
    page = owner.get(OWN)
    assert page.context["entry"].by_supporter is True
    assert "4321" not in page.text


def test_owner_changes_what_the_check_showed(owner: Client) -> None:
    response = owner.post(NUMBER, typed(change="1"))

    assert response.context["form"]["holder"].value() == "グエン　ティ　ラン"
    assert AccountEntry.objects.count() == 0


def test_owner_keys_a_post_account_and_sees_it_converted(owner: Client) -> None:
    assert owner.get(f"{OWN}bank/", {"q": "ゆうちょ"}).context["found"][0][1] == f"{OWN}post/"
    answers = {**typed(), "symbol": "１０１８０", "number": "12345671"}

    check = owner.post(f"{OWN}post/", answers)
    assert [answer["value"] for answer in check.context["answers"]] == [
        "１０１８０", "12345671", "ゆうちょ (9900)", "〇一八 (018)", "Ordinary account", "1234567", "ｸﾞｴﾝ ﾃｲ ﾗﾝ"
    ]  # fmt: skip
    owner.post(f"{OWN}post/", {**answers, "store": "1"})

    keyed = Keyed(**AccountEntry.objects.get().values)
    assert (keyed.bank_code, keyed.branch_code, keyed.kind, keyed.number) == ("9900", "018", "1", "1234567")


def test_owner_keys_what_the_list_does_not_have_with_a_reason(owner: Client) -> None:
    unlisted = {"bank_code": "０００１", "bank_name": "Mizuho", "branch_code": "000", "branch_name": "New"}

    refused = owner.post(f"{OWN}unlisted/", {**typed(), **unlisted, "store": "1"})
    assert list(refused.context["form"].errors) == ["reason"]
    owner.post(f"{OWN}unlisted/", {**typed(), **unlisted, "reason": "newer", "store": "1"})

    keyed = Keyed(**AccountEntry.objects.get().values)
    assert (keyed.bank_code, keyed.branch_name, keyed.override_reason) == ("0001", "New", "newer")


def test_owner_is_told_every_character_that_a_bank_file_cannot_hold(owner: Client) -> None:
    response = owner.post(NUMBER, typed(holder="山田ハナコ", number="12345678x", store="1"))

    assert response.context["form"].errors == {
        "number": ["The number has digits only.", "An account number has 7 digits at most."],
        "holder": [
            "“山” (character 1) cannot stand in a bank file.",
            "“田” (character 2) cannot stand in a bank file.",
        ],
    }
    assert response.context["form"]["holder"].value() == "山田ハナコ"
    assert AccountEntry.objects.count() == 0


@pytest.mark.parametrize(
    ("symbol", "number", "field"),
    [("1018", "12345671", "symbol"), ("11980", "12345671", "symbol"), ("10180", "12345672", "number")],
)
def test_owner_is_told_what_is_wrong_with_a_post_account(owner: Client, symbol: str, number: str, field: str) -> None:
    response = owner.post(f"{OWN}post/", {**typed(), "symbol": symbol, "number": number})

    assert list(response.context["form"].errors) == [field]


@pytest.mark.parametrize("field", ["number", "holder"])
@pytest.mark.parametrize("junk", ["", "\x00", "🌸", "x" * 5000, "<script>"])
def test_junk_is_refused_in_words(owner: Client, field: str, junk: str) -> None:
    response = owner.post(NUMBER, typed(**{field: junk}, store="1"))

    assert list(response.context["form"].errors) == [field]


@pytest.mark.parametrize("junk", ["\x00", "🌸", "x" * 5000, "%", "銀行"])
def test_search_for_junk_finds_nothing(owner: Client, junk: str) -> None:
    for address in (f"{OWN}bank/", f"{OWN}bank/0001/"):
        assert owner.get(address, {"q": junk}).context["found"] == []


@pytest.mark.parametrize("rest", ["bank/0000/", "bank/0001/000/", "bank/x/", "bank/0000/001/"])
def test_unknown_bank_or_branch_has_no_page(owner: Client, rest: str) -> None:
    assert owner.get(OWN + rest).status_code == 404


def test_owner_sees_last_digits_and_who_looked(owner: Client, supporter: Supporter, desk_id: int) -> None:
    see_account(keyed_twice(supporter), by_id=desk_id, now=NOW, reason=SeenFor.PAYMENT)

    page = owner.get(OWN)

    assert "…321" in page.text
    assert "4321" not in page.text
    assert "ﾗﾝ" not in page.text
    assert page.context["views"] == [(NOW, "To prepare a payment")]


@pytest.mark.parametrize("rest", ["", "bank/", "post/", "unlisted/", "bank/0001/", "bank/0001/240/"])
def test_account_pages_have_one_heading_and_ask_to_sign_in(client: Client, supporter: Supporter, rest: str) -> None:
    for language in ("vi", "ja", "ja-hira", "en"):
        address = f"/{language}/my/account/{rest}"
        assert client.get(address)["Location"].startswith(f"/{language}/account/login/?next=")
        client.force_login(supporter.user)
        response = client.get(address)
        assert response.text.count("<h1") == 1
        assert "no-store" in response["Cache-Control"]
        client.logout()


def test_office_without_registration_has_no_account_page(desk: Client) -> None:
    assert desk.get(OWN)["Location"] == "/en/my/"


# The desk


def test_desk_keys_twice_and_confirms(desk: Client, supporter: Supporter) -> None:
    number = desk_address(supporter, "bank/0001/240/")
    assert desk.get(desk_address(supporter, "bank/"), {"q": "0001"})["Location"] == desk_address(
        supporter, "bank/0001/"
    )
    for store in (typed(store="1"), typed(store="1")):
        assert desk.post(number, store)["Location"] == desk_address(supporter)

    page = desk.get(desk_address(supporter))
    assert (page.context["account"].last_three, page.context["entry"]) == ("321", None)
    assert "4321" not in page.text


def test_desk_double_click_is_one_keying(desk: Client, supporter: Supporter) -> None:
    once = typed(store="1")
    for _ in range(2):
        desk.post(desk_address(supporter, "bank/0001/240/"), once)

    assert (AccountEntry.objects.count(), PayeeAccount.objects.count()) == (1, 0)


def test_desk_is_told_the_fields_and_nothing_of_the_first_keying(
    desk: Client, owner: Client, supporter: Supporter
) -> None:
    owner.post(NUMBER, typed(store="1"))
    number = desk_address(supporter, "bank/0001/240/")
    for page in (desk.get(desk_address(supporter)), desk.get(number)):
        assert "4321" not in page.text

    response = desk.post(number, typed(number="1", holder="ﾗﾑ", store="1"))

    with translation.override("en"):
        assert [str(field) for field in response.context["differing"]] == ["account number", "account holder"]
    assert "4321" not in response.text
    assert "ﾗﾝ" not in response.text
    assert response.context["form"]["holder"].value() == "ﾗﾑ"
    assert PayeeAccount.objects.count() == 0


def test_desk_discards_the_first_keying(desk: Client, supporter: Supporter) -> None:
    desk.post(desk_address(supporter, "bank/0001/240/"), typed(store="1"))

    for _ in range(2):
        assert desk.post(desk_address(supporter, "discard/"))["Location"] == desk_address(supporter)

    assert AccountEntry.objects.count() == 0


def test_desk_does_not_see_the_whole_account(desk: Client, supporter: Supporter) -> None:
    keyed_twice(supporter)

    assert desk.get(desk_address(supporter)).context["may_see"] is False
    assert desk.post(desk_address(supporter, "see/"), {"reason": "payment"})["Location"] == "/admin/"
    assert views_of(supporter) == []


def test_treasurer_sees_the_whole_account_for_a_reason(supporter: Supporter) -> None:
    keyed_twice(supporter)
    treasurer = signed_in(UserFactory(groups=["Treasurers"]).pk)
    see = desk_address(supporter, "see/")

    for response in (treasurer.get(see), treasurer.post(see, {}), treasurer.post(see, {"reason": "curious"})):
        assert "7654321" not in response.text
    assert views_of(supporter) == []
    seen = treasurer.post(see, {"reason": "payment"})

    assert "7654321" in seen.text
    assert "no-store" in seen["Cache-Control"]
    assert [view.reason for view in views_of(supporter)] == ["payment"]


def test_treasurer_keys_nothing(supporter: Supporter) -> None:
    treasurer = signed_in(UserFactory(groups=["Treasurers"]).pk)

    assert treasurer.get(desk_address(supporter)).context["may_key"] is False
    for rest in ("bank/", "bank/0001/", "bank/0001/240/", "post/", "unlisted/", "discard/"):
        assert treasurer.post(desk_address(supporter, rest), typed(store="1"))["Location"] == "/admin/"
    assert AccountEntry.objects.count() == 0


@pytest.mark.parametrize("group", ["Editors", "Claims officers", "Coordinators", "Auditors"])
def test_other_groups_come_nowhere_near(supporter: Supporter, group: str) -> None:
    keyed_twice(supporter)
    other = signed_in(UserFactory(groups=[group]).pk)

    for rest in ("", "bank/", "bank/0001/240/", "post/", "unlisted/", "discard/", "see/"):
        assert other.post(desk_address(supporter, rest), typed(store="1", reason="audit"))["Location"] == "/admin/"
    assert views_of(supporter) == []


def test_desk_member_keys_no_own_account_at_the_desk() -> None:
    member = SupporterFactory(user__groups=["Desk"])
    client = signed_in(member.user_id)

    assert client.get(desk_address(member)).context["may_key"] is False
    assert client.post(desk_address(member, "bank/0001/240/"), typed(store="1"))["Location"] == "/admin/"
    assert AccountEntry.objects.count() == 0


def test_supporter_does_not_reach_the_desk(owner: Client, supporter: Supporter) -> None:
    assert owner.get(desk_address(supporter), follow=True).status_code == 403


@pytest.mark.parametrize("rest", ["", "bank/", "bank/?q=みず", "bank/0001/", "bank/0001/240/", "post/", "unlisted/"])
def test_desk_pages_open(desk: Client, supporter: Supporter, rest: str) -> None:
    response = desk.get(desk_address(supporter, rest))

    assert response.status_code == 200
    assert response.text.count("<h1") == 1
