"""What a page of an import shows may have become something else: sent before, or changed in another window."""

from __future__ import annotations

import pytest

from network.importing.enums import ImportState, Outcome
from network.models import MemberImport
from tests.network.bringing_in import INDEX, Office, choose, chosen_as_shown, columns, outcomes, start, upload
from tests.network.spreadsheets import csv_file, member, workbook

pytestmark = pytest.mark.django_db

HEADER = ["伴走ネットID", "備考", "氏名", "フリガナ", "電話番号"]
LINE = ["HX-1", "要連絡", "山田太郎", "ヤマダタロウ", "090-1234-5678"]
CHOSEN = {
    "usual_language": "ja",
    "column_0": "network_id",
    "column_1": "",
    "column_2": "name",
    "column_3": "name_kana",
    "column_4": "telephone",
}


def send(office: Office, content: bytes, name: str = "members.csv") -> MemberImport:
    office.client.post(INDEX, upload(content, name))
    return MemberImport.objects.latest("pk")


def stored(sent: MemberImport) -> tuple[list[str], dict[str, int]]:
    sent.refresh_from_db()
    assert sent.content is not None
    return sent.content["header"], sent.mapping


def test_columns_sent_twice_are_those_that_the_page_showed(office: Office) -> None:
    sent = send(office, csv_file(LINE, header=HEADER))
    page = chosen_as_shown(office.client, sent, CHOSEN)
    office.client.post(f"{INDEX}{sent.pk}/columns/", page)
    chosen = (
        ["伴走ネットID", "氏名", "フリガナ", "電話番号"],
        {
            "network_id": 0,
            "name": 1,
            "name_kana": 2,
            "telephone": 3,
        },
    )
    assert stored(sent) == chosen

    again = office.client.post(f"{INDEX}{sent.pk}/columns/", page, follow=True)

    assert stored(sent) == chosen
    assert again.redirect_chain == [(f"{INDEX}{sent.pk}/", 302)]
    assert list(again.context["messages"]) == []
    assert outcomes(sent) == [(2, Outcome.NEW, [])]


@pytest.mark.parametrize(
    "other",
    [
        {"column_4": ""},
        {"column_1": "prefecture"},
        # the same columns in the same order, of other places
        {"column_1": "name", "column_2": ""},
        {"usual_language": "vi"},
    ],
)
def test_page_sent_again_with_other_columns_is_told(office: Office, other: dict[str, str]) -> None:
    sent = send(office, csv_file(LINE, header=HEADER))
    first, second = (chosen_as_shown(office.client, sent, {**CHOSEN, **changes}) for changes in ({}, other))
    office.client.post(f"{INDEX}{sent.pk}/columns/", first)
    chosen = stored(sent)

    again = office.client.post(f"{INDEX}{sent.pk}/columns/", second, follow=True)

    assert stored(sent) == chosen
    assert "This page showed other columns than there are now." in again.text


def test_columns_sent_again_after_others_were_chosen_are_told(office: Office) -> None:
    sent = send(office, csv_file(LINE, header=HEADER))
    first = chosen_as_shown(office.client, sent, CHOSEN)
    office.client.post(f"{INDEX}{sent.pk}/columns/", first)
    fewer = {"usual_language": "ja", "column_0": "network_id", "column_1": "name", "column_2": "", "column_3": ""}
    choose(office.client, sent, fewer)
    chosen = stored(sent)

    again = office.client.post(f"{INDEX}{sent.pk}/columns/", first, follow=True)

    assert stored(sent) == chosen == (["伴走ネットID", "氏名"], {"network_id": 0, "name": 1})
    assert "This page showed other columns than there are now." in again.text


def test_fields_of_the_chosen_columns_are_none_of_the_whole_file(office: Office) -> None:
    """A browser that goes back fills what was chosen into fields of the same name."""
    sent = send(office, csv_file(LINE, header=HEADER))
    whole = chosen_as_shown(office.client, sent, CHOSEN)
    choose(office.client, sent, CHOSEN)

    assert whole.keys() & chosen_as_shown(office.client, sent, CHOSEN).keys() == set()


def test_columns_of_a_file_that_was_read_otherwise_meanwhile_are_not_taken(office: Office) -> None:
    content = workbook(
        ["ID", "Kana", "Name"], ["1", "ラン", "Lan"], before=[["ID", "Name", "Kana"], ["9", "Hoa", "ホア"]]
    )
    sent = send(office, content, "members.xlsx")
    of_the_first = chosen_as_shown(office.client, sent, {**CHOSEN, "column_1": "name", "column_2": "name_kana"})
    office.client.post(f"{INDEX}{sent.pk}/reading/", {"sheet": "1", "header": ""})

    answer = office.client.post(f"{INDEX}{sent.pk}/columns/", of_the_first, follow=True)

    assert answer.redirect_chain[-1] == (f"{INDEX}{sent.pk}/columns/", 302)
    assert "This page showed other columns than there are now." in answer.text
    sent.refresh_from_db()
    assert (sent.state, sent.mapping) == (ImportState.RECEIVED, {})


def test_dry_run_that_the_page_did_not_show_is_not_imported(office: Office) -> None:
    checked = office.check(member("BN-1", "Lan", telephone="090-0000-0001"))
    page = {"checked_at": office.client.get(f"{INDEX}{checked.pk}/").context["checked_at"]}
    choose(office.client, checked, columns(column_3=""))

    answer = office.client.post(f"{INDEX}{checked.pk}/start/", page, follow=True)

    checked.refresh_from_db()
    assert checked.state == ImportState.CHECKED
    assert "The columns were chosen anew after this page was shown, so nothing has been imported." in answer.text
    with office.commit(execute=True):
        start(office.client, checked)
    checked.refresh_from_db()
    assert checked.state == ImportState.DONE
