"""How a file is meant, and what of it is kept: pages between sending it and the dry run."""

from __future__ import annotations

import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.importing.actions.standing import forget, forget_old_imports
from network.importing.enums import ImportState, Outcome
from network.models import MemberImport, Supporter
from portal.fields import decrypt
from tests.factories import SupporterFactory, UserFactory
from tests.network.bringing_in import INDEX, choose, start
from tests.network.spreadsheets import csv_file, workbook

pytestmark = pytest.mark.django_db

CASES = Path(__file__).parent.parent / "cases"
ID_AND_NAME = {"usual_language": "ja", "column_0": "network_id", "column_1": "name"}


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(UserFactory(groups=["Desk"]))
    client.cookies["django_language"] = "en"
    return client


def send(desk: Client, content: bytes, name: str = "members.csv") -> str:
    """Where it leads."""
    file = {"idempotency_key": str(uuid.uuid4()), "file": SimpleUploadedFile(name, content)}
    return str(desk.post(INDEX, file)["Location"])


def newest() -> MemberImport:
    return MemberImport.objects.latest("pk")


def stored(field: str) -> str:
    """In clear, as whoever has the keys would read it."""
    [token] = MemberImport.objects.raw(f"SELECT id, {field} AS token FROM network_memberimport")
    return decrypt(token.token) if token.token else ""


def test_file_in_no_doubt_leads_to_its_columns(desk: Client) -> None:
    assert send(desk, csv_file(["1", "Lan"], header=["ID", "Name"])) == f"{INDEX}{newest().pk}/columns/"


def test_letters_in_doubt_are_shown_and_chosen(desk: Client) -> None:
    address = send(desk, (CASES / "latin1_silent.csv").read_bytes())
    assert address == f"{INDEX}{newest().pk}/reading/"

    form = desk.get(address).context["form"]
    offered = dict(form.fields["encoding"].choices)
    assert offered["cp1252"] == "João Silva · Simão Bar (western European)"
    assert offered["cp932"] == "Jo縊 Silva · Sim縊 Bar (Japanese of Windows)"
    assert form["encoding"].value() is None

    refused = desk.post(address, {"header": "1"})
    assert refused.context["form"].errors.keys() == {"encoding"}
    desk.post(address, {"header": "1", "encoding": "cp1252"})
    choose(desk, newest(), {**ID_AND_NAME, "column_2": ""})

    assert "João Silva" in stored("content").encode().decode("unicode_escape", "replace") or "João" in stored("content")


def test_sheet_is_chosen_and_the_row_that_names_its_columns_found(desk: Client) -> None:
    address = send(desk, workbook(["Title"], [], ["ID", "Name"], ["1", "Lan"], before=[["ID", "Name"], ["9", "Old"]]))

    page = desk.get(address)
    assert [label for _value, label in page.context["form"].fields["sheet"].choices] == [
        "First: ID · Name",
        "Sheet: Title",
    ]
    desk.post(address, {"sheet": "1", "header": "1"})

    columns = desk.get(f"{INDEX}{newest().pk}/columns/").context["form"].columns()
    assert [(field.label, samples) for field, samples in columns] == [("ID", ["1"]), ("Name", ["Lan"])]


def test_row_without_anything_below_is_refused(desk: Client) -> None:
    address = send(desk, workbook(["Title"], ["ID", "Name"], ["1", "Lan"]))

    assert desk.post(address, {"header": "3"}).context["form"].errors == {
        "header": ["This row is empty, or nothing stands below it."]
    }


def test_hidden_rows_are_named_on_the_page_and_in_the_report(desk: Client) -> None:
    address = send(desk, (CASES / "hidden_rows.xlsx").read_bytes(), "members.xlsx")
    assert desk.get(address).context["not_read"] == ["Hidden rows, left out: 3."]

    desk.post(address, {"header": "1"})
    choose(desk, newest(), ID_AND_NAME)

    report = desk.get(f"{INDEX}{newest().pk}/")
    assert report.context["left_out"] == ["Hidden rows, left out: 3."]
    assert [line.number for line in newest().lines.all()] == [2, 4, 5]


def test_rows_above_the_names_of_the_columns_are_named_on_the_page_and_in_the_report(desk: Client) -> None:
    first, second = "リスト\n会員番号,氏名\nBN-1,一番\nBN-2,二番\n\n", "会員番号,氏名,電話,住所\nBN-3,三番,,\n"
    told = ["Rows above the names of the columns, left out: 1–4. Do members stand there? Send them anew."]
    address = send(desk, f"{first}{second}".encode())
    assert desk.get(address).context["not_read"] == told

    desk.post(address, {"header": ""})
    choose(desk, newest(), {**ID_AND_NAME, "column_2": "", "column_3": ""})

    assert desk.get(f"{INDEX}{newest().pk}/").context["left_out"][0] == told[0]
    assert [line.number for line in newest().lines.all()] == [7]


def test_column_without_a_name_is_told_by_its_letter_and_no_cell_of_it_is_kept(desk: Client) -> None:
    send(desk, workbook(["会員番号", "氏名", ""], ["BN-7", "七番", "逃げている"]))
    choose(desk, newest(), {**ID_AND_NAME, "column_2": ""})

    assert newest().left_out["not_chosen"] == ["C"]


def test_columns_that_nobody_chose_and_individual_numbers_are_stored_nowhere(desk: Client) -> None:
    send(desk, (CASES / "my_number.csv").read_bytes())
    assert "123456789012" not in stored("content")

    choose(desk, newest(), {**ID_AND_NAME, "column_2": ""})

    assert "相談者の話" not in stored("content")
    assert "テスト 一郎" in stored("content")
    assert desk.get(f"{INDEX}{newest().pk}/").context["left_out"] == [
        "Individual numbers (My Number) are never kept. These columns were not stored: マイナンバー.",
        "Columns that nobody chose, forgotten: 備考.",
    ]


def test_nothing_of_the_file_is_kept_once_it_is_imported(
    desk: Client, django_capture_on_commit_callbacks: object
) -> None:
    send(desk, csv_file(["BN-1", "Lan"], ["", "Nobody"], header=["ID", "Name"]))
    choose(desk, newest(), ID_AND_NAME)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        start(desk, newest())

    done = newest()
    assert (done.state, done.content) == (ImportState.DONE, None)
    assert [(line.written, line.outcome) for line in done.lines.all()] == [("BN-1", Outcome.NEW), ("", Outcome.WRONG)]
    assert b"BN-1" in desk.get(f"{INDEX}{done.pk}/report/").content


def test_line_that_a_missing_mark_breaks_is_named_and_the_others_come_in(desk: Client) -> None:
    send(desk, b'ID,Name\n1,Lan\n2,"Hoa\n3,Binh\n4,Chi\n')
    choose(desk, newest(), ID_AND_NAME)

    assert list(newest().lines.values_list("number", "outcome", "problems")) == [
        (2, Outcome.NEW, []),
        (3, Outcome.WRONG, [["network_id", "quotation_mark"]]),
        (4, Outcome.NEW, []),
        (5, Outcome.NEW, []),
    ]


def test_page_of_a_reading_is_over_once_the_columns_are_chosen(desk: Client) -> None:
    address = send(desk, workbook(["Title"], ["ID", "Name"], ["1", "Lan"]))
    choose(desk, newest(), ID_AND_NAME)

    assert desk.get(address)["Location"] == f"{INDEX}{newest().pk}/"
    assert desk.post(address, {"header": "2"})["Location"] == f"{INDEX}{newest().pk}/"


def test_file_whose_columns_nobody_chose_is_forgotten_after_a_day(desk: Client) -> None:
    send(desk, csv_file(["1", "Lan"], header=["ID", "Name"]))
    sent_at = newest().made_at

    forget_old_imports(sent_at + timedelta(hours=23))
    assert MemberImport.objects.count() == 1
    forget_old_imports(sent_at + timedelta(hours=24, seconds=1))
    assert MemberImport.objects.count() == 0


def test_forgetting_a_file_reads_nothing_of_it(desk: Client) -> None:
    send(desk, csv_file(["1", "Lan"], header=["ID", "Name"]))
    old = newest()

    with CaptureQueriesContext(connection) as by_tick:
        forget_old_imports(timezone.now())
    with CaptureQueriesContext(connection) as by_desk:
        forget(old, by_id=1, now=timezone.now())

    assert [query["sql"] for query in (*by_tick, *by_desk) if '"content"' in query["sql"]] == []
    assert MemberImport.objects.count() == 0


def test_checked_file_stays_for_its_month(desk: Client) -> None:
    send(desk, csv_file(["1", "Lan"], header=["ID", "Name"]))
    choose(desk, newest(), ID_AND_NAME)

    forget_old_imports(timezone.now() + timedelta(days=29))

    assert MemberImport.objects.count() == 1


def test_member_chosen_as_header_stands_in_no_report(desk: Client) -> None:
    send(desk, workbook(["ID", "Name", "Note"], ["1", "Lan", "090-1111-2222, flees"], ["2", "Hoa", "x"]))
    desk.post(f"{INDEX}{newest().pk}/reading/", {"header": "2"})
    choose(desk, newest(), {**ID_AND_NAME, "column_2": ""})

    assert desk.get(f"{INDEX}{newest().pk}/").context["left_out"] == [
        "Rows above the names of the columns, left out: 1. Do members stand there? Send them anew.",
        "Columns that nobody chose, forgotten: C.",
    ]


def test_colleague_who_starts_it_does_not_bring_in_what_the_sender_said_of_themselves(
    desk: Client, django_capture_on_commit_callbacks: object
) -> None:
    sender = UserFactory(groups=["Desk"])
    SupporterFactory(network_id="BN-9", name="Lan", user=sender)
    desk.force_login(sender)
    send(desk, csv_file(["BN-9", "Lan", "2024-04-01"], header=["ID", "Name", "Experience confirmed on"]))
    choose(desk, newest(), {**ID_AND_NAME, "column_2": "experience_confirmed_on"})
    desk.force_login(UserFactory(groups=["Desk"]))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        start(desk, newest())

    assert [line.outcome for line in newest().lines.all()] == [Outcome.WRONG]
    assert Supporter.objects.get(network_id="BN-9").experience_confirmed_on is None
