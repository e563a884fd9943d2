"""The pages on which the desk sends a file and chooses its columns."""

from __future__ import annotations

import uuid
from datetime import date, datetime

import pytest
from django.test import Client

from network.importing.desk.importing import EXAMPLE
from network.importing.enums import ImportState, Outcome
from network.models import MemberImport, Supporter
from surveys.models import Qualification
from tests.factories import UserFactory
from tests.network.bringing_in import INDEX, MAPPING, Office, choose, columns, outcomes, upload
from tests.network.spreadsheets import HEADER, csv_file, member, workbook

pytestmark = pytest.mark.django_db

REFUSED = "/admin/"


def test_columns_are_guessed_and_shown_with_their_first_lines(office: Office) -> None:
    sent = office.send(*(member(f"BN-{number}", f"Person {number}") for number in range(1, 6)))

    form = office.client.get(f"{INDEX}{sent.pk}/columns/").context["form"]

    shown = {field.label: (field.value(), samples) for field, samples in form.columns()}
    assert list(shown) == HEADER
    assert {field: guess for field, (guess, _samples) in shown.items()} == dict(
        zip(HEADER, [column.value for column in MAPPING], strict=True)
    )
    assert shown["氏名"][1] == ["Person 1", "Person 2", "Person 3"]


def test_columns_say_what_was_not_stored(desk: Client) -> None:
    numbers = "BN-1,Lan,123456789018,no\nBN-2,Hoa,090-0000-0002,Code 1234-5678-9018\n"
    desk.post(INDEX, upload(f"ID,Name,Telephone,Note\n{numbers}".encode()))
    sent = MemberImport.objects.get()

    for _is_checked in range(2):
        page = desk.get(f"{INDEX}{sent.pk}/columns/")
        assert page.context["never_kept"] == [
            "Individual numbers (My Number) are never kept. These columns were not stored: Note."
        ]
        assert page.context["form"].columns()[2][1] == ["(an individual number, not stored)", "090-0000-0002"]
        chosen = {"column_0": "network_id", "column_1": "name", "column_2": "telephone", "usual_language": "vi"}
        desk.post(f"{INDEX}{sent.pk}/columns/", chosen)


def test_columns_can_be_chosen_anew_after_the_dry_run(office: Office) -> None:
    checked = office.check(member("BN-1", "Lan", email="none"))
    assert outcomes(checked) == [(2, Outcome.WRONG, [["email", "no_address"]])]

    choose(office.client, checked, columns(column_2=""))

    assert outcomes(checked) == [(2, Outcome.NEW, [])]
    form = office.client.get(f"{INDEX}{checked.pk}/columns/").context["form"]
    assert [field.label for field, _samples in form.columns()] == [name for name in HEADER if name != "メール"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"column_0": ""}, "Choose the column that holds the network ID."),
        ({"column_0": "name"}, "More than one column is said to be this: Name."),
        ({"column_0": "nonsense"}, "Select a valid choice."),
        ({"usual_language": "xx"}, "Select a valid choice."),
    ],
)
def test_columns_that_make_no_sense_are_refused_and_kept(office: Office, changes: dict[str, str], message: str) -> None:
    sent = office.send(member())

    response = choose(office.client, sent, columns(**changes))

    assert response.status_code == 200
    assert message in response.text
    assert response.context["form"]["column_4"].value() == "prefecture"
    sent.refresh_from_db()
    assert sent.state == ImportState.RECEIVED


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "This file is empty."),
        (b"ID,Name\n", "There is only one row with text."),
        (b"PK\x03\x04", "This is no spreadsheet, or it is damaged."),
        (b"ID\n" + b"1\n" * 5001, "There are more than 5000 lines."),
        (b"," * 9_999 + b"ID\n1\n", "There are more than 100 columns."),
        (b"x" * (5 * 1024 * 1024 + 1), "This file is larger than 5 MB."),
    ],
    ids=["empty", "header", "no_spreadsheet", "lines", "columns", "large"],
)
def test_file_that_cannot_be_read_says_why(desk: Client, content: bytes, message: str) -> None:
    response = desk.post(INDEX, upload(content))

    assert response.status_code == 200
    assert message in response.text
    assert MemberImport.objects.count() == 0


def test_form_without_a_file_says_so(desk: Client) -> None:
    response = desk.post(INDEX, {"idempotency_key": str(uuid.uuid4())})

    assert response.context["form"].errors == {"file": ["Choose a file."]}


def test_file_sent_twice_is_received_once(desk: Client) -> None:
    key = str(uuid.uuid4())

    answers = [desk.post(INDEX, {**upload(csv_file(member())), "idempotency_key": key}) for _ in range(2)]

    assert {answer["Location"] for answer in answers} == {f"{INDEX}{MemberImport.objects.get().pk}/columns/"}


def test_other_file_sent_by_the_same_page_is_the_one_that_is_read(desk: Client) -> None:
    """The answer to the first was lost, and another file chosen on the page that stood there still."""
    page = {"idempotency_key": str(uuid.uuid4())}
    desk.post(INDEX, {**upload(csv_file(member("BN-1")), "wrong.csv"), **page})

    answer = desk.post(INDEX, {**upload(csv_file(member("BN-2")), "right.csv"), **page}, follow=True)

    wrong, right = MemberImport.objects.order_by("pk")
    assert (wrong.file_name, right.file_name) == ("wrong.csv", "right.csv")
    assert answer.redirect_chain == [(f"{INDEX}{right.pk}/columns/", 302)]
    assert ["right.csv" in answer.text, "BN-2" in answer.text, "BN-1" in answer.text] == [True, True, False]


def test_file_that_was_forgotten_is_received_anew_by_the_same_page(desk: Client) -> None:
    page = {"idempotency_key": str(uuid.uuid4())}
    desk.post(INDEX, {**upload(csv_file(member())), **page})
    first = MemberImport.objects.get().pk
    desk.post(f"{INDEX}{first}/forget/")

    answers = [desk.post(INDEX, {**upload(csv_file(member())), **page}, follow=True) for _twice in range(2)]

    anew = MemberImport.objects.get().pk
    assert anew != first
    assert [answer.redirect_chain for answer in answers] == [[(f"{INDEX}{anew}/columns/", 302)]] * 2


def test_file_whose_columns_are_chosen_is_read_otherwise_by_the_same_page(desk: Client) -> None:
    page = {"idempotency_key": str(uuid.uuid4())}
    desk.post(INDEX, {**upload(csv_file(member())), **page})
    checked = MemberImport.objects.get()
    choose(desk, checked, columns(column_2=""))

    answer = desk.post(INDEX, {**upload(csv_file(member())), **page}, follow=True)

    anew = MemberImport.objects.latest("pk")
    assert answer.redirect_chain == [(f"{INDEX}{anew.pk}/columns/", 302)]
    assert [field.label for field, _samples in answer.context["form"].columns()] == HEADER
    checked.refresh_from_db()
    assert checked.state == ImportState.CHECKED


def test_workbook_goes_the_same_way(office: Office) -> None:
    content = workbook(HEADER, ["BN-1", "Lan", None, None, None, None, None, date(2024, 4, 1), datetime(2024, 5, 1)])
    office.client.post(INDEX, upload(content, "members.xlsx"))
    sent = MemberImport.objects.get()
    choose(office.client, sent, columns())

    assert outcomes(office.start(sent)) == [(2, Outcome.NEW, [])]
    assert Supporter.objects.get().experience_confirmed_on == date(2024, 4, 1)
    assert Qualification.objects.get().qualified_on == date(2024, 5, 1)


def test_example_goes_the_whole_way(office: Office) -> None:
    content = b"".join(office.client.get(f"{INDEX}example/").streaming_content)
    assert content == EXAMPLE.read_bytes()
    office.client.post(INDEX, upload(content))
    sent = MemberImport.objects.get()
    form = office.client.get(f"{INDEX}{sent.pk}/columns/").context["form"]
    choose(office.client, sent, {"usual_language": "ja", **{f.name: f.value() for f, _samples in form.columns()}})

    assert outcomes(office.start(sent)) == [
        (2, Outcome.NEW, []),
        (3, Outcome.NEW, []),
        (4, Outcome.NEW, []),
        (5, Outcome.WRONG, [["qualified_on", "no_such_day"]]),
        (6, Outcome.WRONG, [["network_id", "missing"]]),
    ]


PATHS = ["", "example/", "1/", "1/columns/", "1/report/"]


@pytest.mark.parametrize("group", ["Editors", "Claims officers", "Treasurers", "Coordinators", "Auditors"])
def test_other_groups_import_nothing(office: Office, group: str) -> None:
    sent = office.check(member("BN-1", "Lan Secret"))
    office.client.force_login(UserFactory(groups=[group]))

    for path in PATHS:
        assert office.client.get(INDEX + path.replace("1", str(sent.pk)))["Location"] == REFUSED
    for path in ("start", "forget"):
        assert office.client.post(f"{INDEX}{sent.pk}/{path}/")["Location"] == REFUSED
    assert office.client.post(INDEX, upload(csv_file(member())))["Location"] == REFUSED
    sent.refresh_from_db()
    assert sent.state == ImportState.CHECKED
    assert "Import members" not in office.client.get("/admin/").text


@pytest.mark.parametrize("path", ["start/", "forget/"])
def test_what_changes_something_is_not_done_by_following_a_link(office: Office, path: str) -> None:
    checked = office.check(member())

    assert office.client.get(f"{INDEX}{checked.pk}/{path}").status_code == 405
    assert MemberImport.objects.get().state == checked.state


@pytest.mark.parametrize("path", ["999999/", "999999/columns/", "999999/report/"])
def test_import_that_is_not_there_is_not_found(desk: Client, path: str) -> None:
    assert desk.get(INDEX + path, follow=True).status_code == 404


def test_report_before_the_columns_leads_to_them(office: Office) -> None:
    sent = office.send(member())

    assert office.client.get(f"{INDEX}{sent.pk}/")["Location"] == f"{INDEX}{sent.pk}/columns/"


def test_desk_finds_the_import_in_its_menu(desk: Client) -> None:
    assert "Import members" in desk.get("/admin/").text
