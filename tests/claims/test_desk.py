from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import NoReverseMatch, reverse

from claims.enums import ClaimState
from claims.models import Claim, Visit
from network.models import Supporter, User
from network.people.rules.codes import in_groups
from tests.claims.made import NOW, a_claim, a_code, a_returned_claim, at, key, lasting
from tests.factories import ProgrammeFactory, SupporterFactory, UserFactory
from tests.queries import counted

pytestmark = pytest.mark.usefixtures("at_noon", "in_english")

LIST = "/admin/claims/"
REFUSED = "/admin/"


def listed(client: Client, query: str = "") -> list[Claim]:
    return list(client.get(LIST + query).context["object_list"])


def to(verb: str, claim: Claim) -> str:
    return f"{LIST}{verb}/{claim.pk}/"


def test_permissions_of_the_groups(db: None) -> None:
    granted = Permission.objects.filter(content_type__app_label="claims", group__isnull=False)

    assert sorted(granted.values_list("group__name", "codename")) == [
        ("Auditors", "view_claim"),
        ("Claims officers", "decide_claim"),
        ("Claims officers", "view_claim"),
        ("Treasurers", "view_claim"),
    ]


def test_list_has_the_oldest_first(desk: Client, supporter: Supporter) -> None:
    younger = a_claim(supporter, own=lasting(at(10)))
    older = a_claim(supporter, own=lasting(at(10, day=date(2026, 5, 1))), now=NOW - timedelta(days=9))

    assert listed(desk) == [older, younger]
    assert "9 days" in desk.get(LIST).text


def test_list_filters_by_state_month_and_programme(desk: Client, supporter: Supporter, officer: User) -> None:
    earlier = ProgrammeFactory(starts_on=date(2025, 1, 1), ends_on=date(2026, 2, 28))
    winter = at(10, day=date(2026, 2, 10))
    old = a_claim(supporter, own=lasting(winter), now=winter + timedelta(days=1))
    returned = a_returned_claim(supporter, officer.pk)
    filed = a_claim(supporter)

    assert listed(desk, "?state=returned") == [returned]
    assert listed(desk, "?pay_month=2026-06-01") == [filed, returned]
    assert listed(desk, f"?programme={earlier.pk}") == [old]


@pytest.mark.parametrize("query", ["?state=%00", "?pay_month=nonsense", "?programme=x", "?ordering=-facts", "?p=99999"])
def test_list_bears_nonsense(desk: Client, supporter: Supporter, query: str) -> None:
    claim = a_claim(supporter)

    assert listed(desk, query) == [claim]


def test_list_asks_the_same_number_of_questions_however_long(desk: Client, supporter: Supporter) -> None:
    a_claim(supporter)
    desk.get(LIST)
    with counted() as few:
        desk.get(LIST)
    for _number in range(6):
        a_claim(SupporterFactory(experienced=True))
    with counted() as many:
        desk.get(LIST)

    assert len(many) == len(few)


def test_inspecting_shows_facts_and_history_but_no_code(desk: Client, supporter: Supporter) -> None:
    code = a_code(supporter)
    claim = a_claim(supporter, code)
    page = desk.get(to("inspect", claim)).text

    assert [words for words in (str(claim), "4,000 yen", "Hospital or clinic", "Filed") if words not in page] == []
    codes = (code.code, in_groups(code.code), claim.visit.join_code, in_groups(claim.visit.join_code))
    assert [shown for shown in codes if shown in page] == []


def test_officer_approves_once(desk: Client, supporter: Supporter) -> None:
    claim = a_claim(supporter)
    sent = key()

    answers = [desk.post(to("approve", claim), sent)["Location"] for _twice in range(2)]

    assert answers == [to("inspect", claim)] * 2
    assert [entry.verb for entry in claim.decisions.all()] == ["filed", "approved"]


@pytest.mark.parametrize(
    ("verb", "reason", "state"),
    [("reject", "no_answer", ClaimState.REJECTED), ("return", "code_unclear", ClaimState.RETURNED)],
)
def test_officer_gives_closed_reasons(
    desk: Client, supporter: Supporter, verb: str, reason: str, state: ClaimState
) -> None:
    claim = a_claim(supporter)
    for typed in ([], ["unheard_of"], ["\x00"]):
        answer = desk.post(to(verb, claim), {**key(), "reasons": typed})
        assert (answer.status_code, Claim.objects.get().state) == (200, ClaimState.FILED)

    desk.post(to(verb, claim), {**key(), "reasons": [reason]})

    assert (Claim.objects.get().state, claim.decisions.last().reasons) == (state, [reason])  # type: ignore[union-attr]


def test_desk_says_what_is_missing_to_approve(desk: Client, programme: Any) -> None:
    claim = a_claim(SupporterFactory(declared=True))
    page = desk.get(to("inspect", claim))

    missing = "The declared experience is not confirmed yet, and the person was not qualified when filing."
    assert [refusal.matter for refusal in page.context["refusals"]] == [missing]
    assert (page.context["can_approve"], page.context["can_reject"]) == (False, True)
    answer = desk.post(to("approve", claim), key())
    assert missing in answer.text
    assert Claim.objects.get().state == ClaimState.FILED


def test_officer_cannot_decide_an_own_claim(desk: Client, officer: User, programme: Any) -> None:
    claim = a_claim(SupporterFactory(experienced=True, user=officer))
    page = desk.get(to("inspect", claim))

    assert [page.context[name] for name in ("can_approve", "can_reject", "can_return")] == [False] * 3
    for verb, reason in (("approve", ""), ("reject", "no_answer"), ("return", "code_unclear")):
        desk.post(to(verb, claim), {**key(), "reasons": [reason]})
    assert Claim.objects.get().state == ClaimState.FILED


@pytest.mark.parametrize("group", ["Auditors", "Treasurers"])
def test_others_of_the_office_only_look(client: Client, supporter: Supporter, group: str) -> None:
    claim = a_claim(supporter)
    client.force_login(UserFactory(groups=[group]))

    assert client.get(LIST).status_code == 200
    assert "can_approve" not in client.get(to("inspect", claim)).context
    for verb in ("approve", "reject", "return"):
        assert client.post(to(verb, claim), key()).headers.get("Location") == REFUSED
    assert Claim.objects.get().state == ClaimState.FILED


@pytest.mark.parametrize("group", ["Editors", "Desk", "Coordinators"])
def test_rest_of_the_office_sees_no_claims(client: Client, supporter: Supporter, group: str) -> None:
    claim = a_claim(supporter)
    client.force_login(UserFactory(groups=[group]))

    for address in (LIST, f"{LIST}results/", to("inspect", claim), to("approve", claim)):
        assert client.get(address)["Location"] == REFUSED
    assert str(claim) not in client.get("/admin/").text


def test_supporters_do_not_reach_the_desk(signed_in: Client, supporter: Supporter) -> None:
    assert signed_in.get(LIST).status_code == 302
    assert signed_in.post(to("approve", a_claim(supporter)), key()).status_code == 302
    assert Claim.objects.get().state == ClaimState.FILED


@pytest.mark.parametrize("name", ["add", "edit", "delete", "copy", "history", "history_results", "usage"])
def test_wagtails_own_ways_in_are_closed(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(f"claims_desk:{name}", args=[1])


@pytest.mark.parametrize("path", ["new/", "edit/{}/", "delete/{}/", "copy/{}/", "history/{}/", "usage/{}/"])
def test_superusers_neither_edit_nor_delete(client: Client, supporter: Supporter, path: str) -> None:
    claim = a_claim(supporter)
    client.force_login(UserFactory(administrator=True))

    address = LIST + path.format(claim.pk)
    answers = [client.get(address, follow=True), client.post(address, {"state": "approved"}, follow=True)]
    answers.append(client.get(f"{LIST}?export=csv", follow=True))

    assert [answer.status_code for answer in answers] == [404] * 3
    assert list(Claim.objects.values_list("pk", "state")) == [(claim.pk, claim.state)]


def test_claim_that_is_not_there_is_not_found(desk: Client) -> None:
    for verb in ("inspect", "approve", "reject", "return"):
        assert desk.get(f"{LIST}{verb}/999999/", follow=True).status_code == 404


def test_desk_is_told_of_a_visit_beyond_the_persons_limit(desk: Client, supporter: Supporter) -> None:
    within, beyond = a_claim(supporter), a_claim(supporter)
    Visit.objects.filter(pk=beyond.visit_id).update(slot=None, over_limit=True)

    pages = [
        desk.get(f"/admin/claims/{page}/{claim.pk}/").text
        for claim in (within, beyond)
        for page in ("inspect", "approve")
    ]

    assert ["beyond the 3 that count for one person" in page for page in pages] == [False, False, True, True]


def test_home_panel_shows_what_waits(desk: Client, supporter: Supporter, officer: User) -> None:
    waiting = a_claim(supporter, own=lasting(at(10, day=date(2026, 5, 1))), now=NOW - timedelta(days=9))
    returned = a_returned_claim(supporter, officer.pk)
    page = desk.get("/admin/").text

    assert "1 claim waits for a decision." in page
    assert (str(waiting) in page, str(returned) in page, "9 days" in page) == (True, False, True)
