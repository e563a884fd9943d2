"""The desk prints papers, one or many."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from network.models import Papers, PrintedPapers, Supporter
from network.papers.enums import PapersState
from portal.audit import AuditEntry
from portal.dates import TOKYO
from portal.models import ContactSettings
from tests.factories import SupporterFactory, UserFactory
from tests.network.printing.printed import NOW, papers_for

PRINT_CHOSEN = "/admin/papers/print/pdf/"


def test_desk_gets_a_file_that_no_browser_keeps(office: ContactSettings, desk: Client) -> None:
    supporter = papers_for(name="Lan").supporter

    response = desk.post(f"/admin/supporters/print/{supporter.pk}/")

    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Content-Disposition"] == 'inline; filename="papers.pdf"'
    assert "no-store" in response["Cache-Control"]
    assert response.content.startswith(b"%PDF-")
    assert AuditEntry.objects.get().actor_id == int(desk.session["_auth_user_id"])


def test_desk_prints_those_it_chose(office: ContactSettings, desk: Client) -> None:
    chosen, other = papers_for(), papers_for()

    response = desk.post(PRINT_CHOSEN, {"papers": [chosen.pk]})

    assert response["Content-Type"] == "application/pdf"
    assert list(PrintedPapers.objects.values_list("papers", flat=True)) == [chosen.pk]
    assert other.pk != chosen.pk


def test_desk_chooses_from_what_is_to_be_sent_oldest_first(desk: Client) -> None:
    newer, older, homeless, sent, left = (papers_for() for _ in range(5))
    for day, papers in enumerate((older, newer, homeless), start=1):
        Papers.objects.filter(pk=papers.pk).update(changed_at=datetime(2026, 5, day, tzinfo=TOKYO))
    Supporter.objects.filter(pk=homeless.supporter_id).update(postal_address="")
    Papers.objects.filter(pk=sent.pk).update(state=PapersState.SENT)
    Supporter.objects.filter(pk=left.supporter_id).update(left_on=NOW.date())

    assert desk.get("/admin/papers/print/").context["rows"] == [(older, True), (newer, True), (homeless, False)]


def test_more_than_fifty_are_printed_in_parts(desk: Client) -> None:
    many = [papers_for() for _ in range(51)]

    response = desk.post(PRINT_CHOSEN, {"papers": [papers.pk for papers in many]}, headers={"accept-language": "en"})

    assert response.status_code == 400
    assert response.context["form"].errors["papers"] == ["These are 51 sets. Print them in parts of 50 at most."]
    assert [ticked for _papers, ticked in response.context["rows"]] == [True] * 51
    first = desk.get("/admin/papers/print/").context["rows"]
    assert [ticked for _papers, ticked in first] == [True] * 50 + [False]


@pytest.mark.parametrize("ids", [[], ["x"], ["999999"], ["1" * 40]])
def test_nothing_that_can_be_printed_is_said_in_the_form(desk: Client, ids: list[str]) -> None:
    response = desk.post(PRINT_CHOSEN, {"papers": ids})

    assert response.status_code == 400
    assert len(response.context["form"].errors["papers"]) == 1


def test_refusal_names_the_way_out_and_offers_the_others(office: ContactSettings, desk: Client) -> None:
    refused = papers_for(network_id="7K3M920A", name="한", postal_address="Somewhere secret 1")
    other = papers_for()

    response = desk.post(PRINT_CHOSEN, {"papers": [refused.pk, other.pk]}, headers={"accept-language": "en"})

    [refusal] = response.context["refusals"]
    assert response.status_code == 409
    assert (refusal.about, refusal.url) == ("7K3M-920A", f"/admin/supporters/inspect/{refused.supporter_id}/")
    assert refusal.sentence == (
        "The fonts can't print these characters: 한 (U+D55C). Write them in another way, or fill in this form by hand."
    )
    assert response.context["others"] == [other]
    assert "secret" not in response.text


def test_supporter_without_papers_is_refused_with_a_sentence(office: ContactSettings, desk: Client) -> None:
    response = desk.post(
        f"/admin/supporters/print/{SupporterFactory().pk}/", headers={"accept-language": "en"}, follow=True
    )

    assert [refusal.sentence for refusal in response.context["refusals"]] == [
        "This person has not registered for a term, so there are no papers to print."
    ]


@pytest.mark.parametrize("group", ["Editors", "Claims officers", "Treasurers", "Coordinators", "Auditors"])
def test_other_groups_print_nothing(office: ContactSettings, client: Client, group: str) -> None:
    papers = papers_for()
    client.force_login(UserFactory(groups=[group]))

    assert client.post(f"/admin/supporters/print/{papers.supporter_id}/")["Location"] == "/admin/"
    assert client.post(PRINT_CHOSEN, {"papers": [papers.pk]})["Location"] == "/admin/"
    assert client.get("/admin/papers/print/")["Location"] == "/admin/"
    assert not PrintedPapers.objects.exists()


@pytest.mark.parametrize("path", ["/admin/supporters/print/1/", PRINT_CHOSEN])
def test_printing_by_get_is_refused(desk: Client, path: str) -> None:
    answer = desk.get(path)

    assert (answer.status_code, answer["Content-Type"], answer["Allow"]) == (405, "text/html; charset=utf-8", "POST")
