"""The desk keys accounts, and the treasurer sees them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation

from network.models import AccountEntry, PayeeAccount, Supporter
from network.payees.facts import views_of
from tests.factories import SupporterFactory, UserFactory
from tests.network.payees.keyed import NUMBER, keyed_twice, signed_in, typed

pytestmark = pytest.mark.django_db


def desk_address(supporter: Supporter, rest: str = "") -> str:
    return f"/admin/supporters/account/{supporter.pk}/{rest}"


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
    answer = owner.get(desk_address(supporter), follow=True)

    assert (answer.status_code, supporter.name in answer.text) == (403, False)


@pytest.mark.parametrize("rest", ["", "bank/", "bank/?q=みず", "bank/0001/", "bank/0001/240/", "post/", "unlisted/"])
def test_desk_pages_open(desk: Client, supporter: Supporter, rest: str) -> None:
    response = desk.get(desk_address(supporter, rest))

    assert response.status_code == 200
    assert response.text.count("<h1") == 1
