"""Supporters key their own account."""

from __future__ import annotations

import pytest
from django.test import Client

from network.models import AccountEntry, Supporter
from network.payees.actions import see_account
from network.payees.rules.accounts import Keyed, SeenFor
from tests.headings import MISSING, heading
from tests.network.payees.keyed import KEYED, NOW, NUMBER, OWN, audited, keyed_twice, typed

pytestmark = pytest.mark.django_db


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


def test_account_changed_after_a_lost_answer_is_the_one_that_waits(owner: Client) -> None:
    wrong = typed(number="1111111", store="1")
    owner.post(NUMBER, wrong)

    owner.post(NUMBER, {**wrong, "number": "7654321"})

    assert Keyed(**AccountEntry.objects.get().values) == KEYED


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
    answer = owner.get(OWN + rest)

    assert (answer.status_code, heading(answer)) == (404, MISSING)


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
