from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client

from network.models import JoiningProposal, LanguageSpoken, PayeeAccount, Supporter
from portal.audit import AuditEntry
from portal.forms import IdempotentForm
from portal.steps import SENT_BEFORE
from tests.factories import SupporterFactory, UserFactory
from tests.network.membership.joining_at_the_desk import DESK, between, confirm, proposal_form, proposed
from tests.network.two_records import NOW, account, listed, online, outcome
from tests.queries import Queries

pytestmark = pytest.mark.django_db


def said(answer: Any) -> list[str]:
    return [str(message).strip() for message in answer.context["messages"]]


def test_two_colleagues_join_two_records(desk: Client, colleague: Client) -> None:
    old, new = listed(), online()

    shown = desk.get(f"{DESK}inspect/{new.pk}/")
    assert f"{DESK}join/{new.pk}/" in shown.text
    found = desk.post(f"{DESK}join/{new.pk}/", {"typed": "bn-1"})
    assert found.context["found"] == [old]
    answer = desk.post(between(new, old), proposal_form())
    assert answer["Location"] == f"{DESK}joinings/"
    assert "Records to join" in colleague.get("/admin/").text
    assert between(old, new) in colleague.get(f"{DESK}joinings/").text
    proposal = JoiningProposal.objects.get()
    assert f"{DESK}joinings/{proposal.pk}/confirm/" in colleague.get(between(old, new)).text
    done = confirm(colleague, proposal)

    assert done.redirect_chain == [(f"{DESK}inspect/{old.pk}/", 302)]
    assert "The two records are one now: BN-1." in done.text
    assert "Also answers to 7K3M92QX." in done.text
    assert list(Supporter.objects.all()) == [old]
    assert "Records to join" not in colleague.get("/admin/").text


def test_proposer_is_offered_no_confirming(desk: Client) -> None:
    old, new = listed(), online()
    proposal = proposed(desk, old, new)

    shown = desk.get(between(old, new)).text

    assert "You have proposed it yourself, so a colleague confirms it." in shown
    assert "/confirm/" not in shown
    assert desk.post(f"{DESK}joinings/{proposal.pk}/confirm/", follow=True).status_code == 404
    assert Supporter.objects.count() == 2


@pytest.mark.parametrize("typed", ["Lan", "lan", "7k3m-92qx", "7K3M92QX"])
def test_other_record_is_found_by_id_or_name(desk: Client, typed: str) -> None:
    old, new = listed(), online()
    SupporterFactory(name="Hoa")

    assert desk.post(f"{DESK}join/{old.pk}/", {"typed": typed}).context["found"] == [new]


def test_erased_and_own_records_are_not_found(desk: Client) -> None:
    old = listed()
    online(erased_on=NOW.date())
    own = SupporterFactory(name="Lan", user_id=desk.session["_auth_user_id"])

    assert desk.post(f"{DESK}join/{old.pk}/", {"typed": "Lan"}).context["found"] == []
    assert desk.get(between(old, own), follow=True).status_code == 404
    assert desk.get(f"{DESK}join/{own.pk}/", follow=True).status_code == 404
    assert f"{DESK}join/{own.pk}/" not in desk.get(f"{DESK}inspect/{own.pk}/").text


def test_what_stands_against_it_is_shown_instead_of_the_form(desk: Client) -> None:
    old, new = listed(), online()
    account(old)
    account(new, "7654321")

    shown = desk.get(between(old, new)).text

    assert "Two confirmed payee accounts differ." in shown
    assert "Propose to join them" not in shown
    assert desk.post(between(old, new), proposal_form()).status_code == 200
    assert JoiningProposal.objects.count() == 0
    assert "7654321" not in shown


def test_what_came_between_is_said_to_the_confirmer(desk: Client, colleague: Client) -> None:
    old, new = listed(), online()
    proposal = proposed(desk, old, new)
    account(old)
    account(new, "7654321")

    said = confirm(colleague, proposal)

    assert said.redirect_chain == [(between(old, new), 302)]
    assert "Two confirmed payee accounts differ." in said.text
    assert "/confirm/" not in said.text
    assert PayeeAccount.objects.count() == Supporter.objects.count() == 2


def test_both_colleagues_see_what_the_one_record_will_say(desk: Client, colleague: Client) -> None:
    old = listed(postal_address="東京都台東区上野 1-1", telephone="")
    new = online(
        postal_code="530-0001", postal_address="大阪市北区梅田 2-2", prefecture="27", telephone="09000000001",
        communities=["vietnamese"],
    )  # fmt: skip
    LanguageSpoken.objects.create(supporter=new, language="vi", level="mother")
    proposed(desk, old, new)

    for page in (desk.get(between(old, new)), colleague.get(between(old, new))):
        rows = {row.name: (row.staying, row.joining, row.joined) for row in page.context["rows"]}
        assert rows["postal_code"] == ("", "530-0001", "")
        assert rows["postal_address"] == ("東京都台東区上野 1-1", "大阪市北区梅田 2-2", "東京都台東区上野 1-1")
        assert rows["prefecture"] == ("Tokyo", "Osaka", "Tokyo")
        assert rows["telephone"] == ("", "09000000001", "09000000001")
        assert rows["communities"] == ("No", "Yes", "Yes")
        assert rows["languages_spoken"] == ("", "Vietnamese: Mother tongue", "Vietnamese: Mother tongue")
        assert "530-0001" in page.text


def test_what_was_corrected_since_is_compared_again(desk: Client, colleague: Client) -> None:
    old, new = listed(), online(postal_address="東京都台東区上野 1-1")
    proposal = proposed(desk, old, new)
    outcome = colleague.get(between(old, new)).context["joining"].outcome
    Supporter.objects.filter(pk=new.pk).update(telephone="09000000001")

    said = colleague.post(f"{DESK}joinings/{proposal.pk}/confirm/", {"outcome": outcome}, follow=True)

    assert "Something has changed since. Compare the two records again." in said.text
    assert Supporter.objects.count() == 2


def test_reason_is_needed(desk: Client) -> None:
    response = desk.post(between(listed(), online()), {**proposal_form(), "reason": " "})

    assert response.context["form"].errors == {"reason": ["This field is required."]}
    assert JoiningProposal.objects.count() == 0


def test_form_sent_twice_proposes_once(desk: Client) -> None:
    old, new = listed(), online()
    form = proposal_form()

    answers = [desk.post(between(old, new), form) for _time in range(2)]

    assert [answer["Location"] for answer in answers] == [f"{DESK}joinings/"] * 2
    assert AuditEntry.objects.filter(verb="joining proposed").count() == 1


def test_old_page_of_a_dropped_proposal_proposes_nothing_and_says_so(desk: Client) -> None:
    old, new = listed(), online()
    form = proposal_form()
    first = desk.post(between(old, new), form, follow=True)
    desk.post(f"{DESK}joinings/{JoiningProposal.objects.get().pk}/drop/", follow=True)

    same = desk.post(between(old, new), form, follow=True)
    other = desk.post(between(old, new), {**form, "reason": "same signature"}, follow=True)

    assert [said(answer) for answer in (first, same, other)] == [
        ["Proposed. A colleague confirms it in this list."],
        [str(SENT_BEFORE)],
        [str(IdempotentForm.NOT_SENT)],
    ]
    assert [answer.redirect_chain for answer in (same, other)] == [[(f"{DESK}joinings/", 302)]] * 2
    assert not JoiningProposal.objects.exists()


def test_other_reason_for_a_proposal_that_waits_is_said_not_to_be_taken(desk: Client, colleague: Client) -> None:
    old, new = listed(), online()
    form = proposal_form()
    desk.post(between(old, new), form, follow=True)

    same_page = desk.post(between(old, new), {**form, "reason": "same signature"}, follow=True)
    page_from_before = colleague.post(between(old, new), proposal_form(), follow=True)

    assert [said(answer) for answer in (same_page, page_from_before)] == [
        [str(IdempotentForm.NOT_SENT)],
        ["Something has changed since. Compare the two records again."],
    ]
    assert JoiningProposal.objects.get().reason == "asked by telephone"


@pytest.mark.parametrize("verb", ["confirm", "drop"])
def test_proposal_that_is_over_is_said_to_be(desk: Client, colleague: Client, verb: str) -> None:
    old, new = listed(), online()
    proposal = proposed(desk, old, new)
    shown = {"outcome": outcome(old, new)}
    colleague.post(f"{DESK}joinings/{proposal.pk}/confirm/", shown)

    again = colleague.post(f"{DESK}joinings/{proposal.pk}/{verb}/", shown, follow=True)

    assert again.redirect_chain == [(f"{DESK}joinings/", 302)]
    assert "This proposal waits no longer: it has been confirmed or dropped." in again.text
    assert list(Supporter.objects.all()) == [old]


def test_proposal_is_dropped_by_anybody_of_the_desk(desk: Client, colleague: Client) -> None:
    proposal = proposed(desk, listed(), online())

    colleague.post(f"{DESK}joinings/{proposal.pk}/drop/")

    assert (JoiningProposal.objects.count(), Supporter.objects.count()) == (0, 2)


def test_looking_at_two_records_is_on_record(desk: Client) -> None:
    old, new = listed(), online()
    desk.get(between(old, new))

    seen = AuditEntry.objects.filter(verb="card seen").order_by("object_ref")
    assert list(seen.values_list("object_ref", flat=True)) == ["7K3M92QX", "BN-1"]


def test_list_asks_as_much_for_many_as_for_one(
    desk: Client, count_queries: Callable[[], AbstractContextManager[Queries]]
) -> None:
    counts = []
    for number in (1, 10):
        for _pair in range(number):
            pair = {"staying": SupporterFactory(), "joining": SupporterFactory()}
            JoiningProposal.objects.create(**pair, reason="…", proposed_by_id=0, proposed_at=NOW)
        desk.get(f"{DESK}joinings/")
        with count_queries() as counted:
            desk.get(f"{DESK}joinings/")
        counts.append(len(counted))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("group", ["Editors", "Claims officers", "Treasurers", "Coordinators", "Auditors"])
def test_other_groups_join_nobody(desk: Client, client: Client, group: str) -> None:
    old, new = listed(), online()
    proposal = proposed(desk, old, new)
    client.force_login(UserFactory(groups=[group]))

    for path in (f"{DESK}join/{old.pk}/", between(old, new), f"{DESK}joinings/"):
        assert client.get(path)["Location"] == "/admin/"
    for verb in ("confirm", "drop"):
        assert client.post(f"{DESK}joinings/{proposal.pk}/{verb}/")["Location"] == "/admin/"
    assert (Supporter.objects.count(), JoiningProposal.objects.count()) == (2, 1)


def test_data_are_erased_by_an_id_of_either_record(desk: Client, colleague: Client) -> None:
    old, new = listed(), online()
    proposal = proposed(desk, old, new)
    confirm(colleague, proposal)

    desk.post(f"{DESK}leave/{old.pk}/", {"network_id": "7k3m-92qx"})

    old.refresh_from_db()
    assert old.left_on is not None
