"""A claim is offered to whom the rules would let file one, and to nobody else (C2)."""

from __future__ import annotations

import pytest
from django.test import Client

from network.membership.actions import leave
from network.models import ConsulteeCode, Supporter
from portal.drafts import draft_of
from tests.claims.made import NOW, a_claim, key
from tests.claims.pages import NEW, post
from tests.factories import SupporterFactory

MY_PAGE, LIST = "/en/my/", "/en/claims/"

pytestmark = pytest.mark.usefixtures("signed_in")


def offers(client: Client, page: str) -> bool:
    return f'href="{NEW}"' in client.get(page).content.decode()


def say_goodbye(supporter: Supporter) -> None:
    leave(supporter, by_id=None, now=NOW)


@pytest.mark.parametrize("page", [MY_PAGE, LIST])
@pytest.mark.parametrize("has_claims", [False, True])
@pytest.mark.parametrize("has_left", [False, True])
def test_new_claim_is_offered_to_members(
    page: str, has_claims: bool, has_left: bool, client: Client, supporter: Supporter
) -> None:
    if has_claims:
        a_claim(supporter)
    if has_left:
        say_goodbye(supporter)

    assert offers(client, page) is not has_left


def test_withdrawn_claim_leads_nobody_who_has_left_to_a_new_one(client: Client, supporter: Supporter) -> None:
    claim = a_claim(supporter)
    supporter.claims.update(state="withdrawn", place=None)
    assert offers(client, f"{LIST}{claim.reference}/")

    say_goodbye(supporter)

    assert not offers(client, f"{LIST}{claim.reference}/")


@pytest.mark.parametrize("page", [MY_PAGE, LIST])
def test_new_claim_is_not_offered_before_somebody_may_accompany(page: str, client: Client) -> None:
    client.force_login(SupporterFactory().user)

    assert not offers(client, page)


@pytest.mark.parametrize("address", ["start/", "code/", "visit/", "issue/"])
def test_who_has_left_reads_so_on_every_page_of_the_form(address: str, client: Client, supporter: Supporter) -> None:
    post(client, supporter, "start", way="has_code")
    say_goodbye(supporter)

    answer = client.get(f"{NEW}{address}")

    assert answer.status_code == 403
    assert "Your registration has ended." in answer.content.decode()


def test_who_has_left_makes_no_code(client: Client, supporter: Supporter) -> None:
    say_goodbye(supporter)

    client.post(f"{NEW}issue/", {"idempotency_key": "00000000-0000-4000-8000-000000000001"})

    assert ConsulteeCode.objects.count() == 0


def test_list_of_who_has_left_says_why_and_lets_a_draft_be_discarded(client: Client, supporter: Supporter) -> None:
    post(client, supporter, "start", way="has_code")
    say_goodbye(supporter)

    page = client.get(LIST).content.decode()

    assert "Your registration has ended." in page
    assert "Discard it" in page
    assert client.post(f"{NEW}discard/", key())["Location"] == LIST


def test_nothing_is_kept_of_a_new_claim_of_who_has_left(client: Client, supporter: Supporter) -> None:
    page = draft_of(supporter.user_id or 0, "claim").page.signed()
    say_goodbye(supporter)

    kept = client.post(f"{NEW}start/keep/", {"draft_owner": page, "way": "has_code"})

    assert (kept.status_code, draft_of(supporter.user_id or 0, "claim").values) == (403, {})
