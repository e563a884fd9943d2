from __future__ import annotations

import csv
import io
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from network.actions import importing
from network.importing.enums import ImportState, Outcome
from network.importing.example import EXAMPLE
from network.models import ImportLine, LanguageSpoken, MemberImport, Supporter, User
from portal.audit import AuditEntry
from portal.dates import TOKYO
from portal.mail import OutboxMail
from portal.tick import tick
from surveys.models import Qualification
from tests import mailing
from tests.factories import SupporterFactory, UserFactory
from tests.network.bringing_in import INDEX, MAPPING, Office, columns, outcomes, upload
from tests.network.spreadsheets import HEADER, csv_file, member, workbook
from tests.queries import Queries

pytestmark = pytest.mark.django_db

REFUSED = "/admin/"


def test_member_comes_in_with_all_that_the_line_says(office: Office) -> None:
    reported = office.bring_in(
        member(
            "BN-2023-0014",
            "Nguyễn Thị Mẫu",
            email=" Mau@Example.org",
            telephone="０９０-0000-0002",
            prefecture="埼玉",
            languages="ベトナム語(母語)、日本語",
            experience="○",
            confirmed="2023/8/21",
            qualified="2023年12月3日",
        )
    )

    supporter = Supporter.objects.get()
    assert reported == [(2, Outcome.NEW, [])]
    assert supporter.network_id == "BN-2023-0014"
    assert (supporter.name, supporter.telephone, supporter.prefecture) == ("Nguyễn Thị Mẫu", "09000000002", "11")
    assert (supporter.language, supporter.has_declared_experience) == ("ja", True)
    assert supporter.experience_confirmed_on == date(2023, 8, 21)
    assert set(LanguageSpoken.objects.values_list("language", "level")) == {("vi", "mother"), ("ja", "everyday")}
    assert Qualification.objects.get(supporter=supporter).qualified_on == date(2023, 12, 3)


def test_member_with_an_address_signs_in_by_a_code_and_is_not_written_to(office: Office) -> None:
    office.bring_in(member(email="hanako@example.org"))

    user = Supporter.objects.get().user
    assert user is not None
    assert (user.email, user.has_usable_password()) == ("hanako@example.org", False)
    assert list(EmailAddress.objects.filter(user=user).values_list("email", "verified", "primary")) == [
        ("hanako@example.org", False, True)
    ]
    assert OutboxMail.objects.count() == 0
    assert mailing.delivered() == []

    Client().post("/en/account/login/code/", {"email": "hanako@example.org"})
    assert [message.to for message in mailing.delivered()] == [["hanako@example.org"]]


def test_member_without_an_address_has_no_login(office: Office) -> None:
    office.bring_in(member())

    assert Supporter.objects.get().user is None


def test_dry_run_changes_no_member(office: Office) -> None:
    known = SupporterFactory(network_id="BN-1", name="Lan", telephone="")

    checked = office.check(
        member("BN-1", "Lan", telephone="090-0000-0001"), member("BN-2", "Hoa"), member("BN-3", "Mai", email="mai")
    )

    assert (checked.state, checked.done) == (ImportState.CHECKED, 0)
    assert outcomes(checked) == [
        (2, Outcome.CHANGED, []),
        (3, Outcome.NEW, []),
        (4, Outcome.WRONG, [["email", "no_address"]]),
    ]
    known.refresh_from_db()
    assert (Supporter.objects.get(), known.telephone) == (known, "")


def test_same_file_again_changes_nothing(office: Office) -> None:
    lines = [
        member("BN-1", "Lan", email="lan@example.org", telephone="090-0000-0001", languages="vi", experience="no"),
        member("BN-2", "Hoa", prefecture="大阪", experience="yes", confirmed="2024-04-01", qualified="2024-05-01"),
    ]
    office.bring_in(*lines)
    before = (list(Supporter.objects.values()), list(User.objects.values()), AuditEntry.objects.count())

    assert office.bring_in(*lines) == [(2, Outcome.SAME, []), (3, Outcome.SAME, [])]
    assert (list(Supporter.objects.values()), list(User.objects.values())) == before[:2]
    assert LanguageSpoken.objects.count() == 1
    # Received and started; no member was touched.
    assert AuditEntry.objects.count() == before[2] + 2


def test_wrong_line_is_mended_and_sent_again(office: Office) -> None:
    right, wrong = member("BN-1", "Lan"), member("BN-2", "Hoa", qualified="2024/2/31")

    assert office.bring_in(right, wrong) == [
        (2, Outcome.NEW, []),
        (3, Outcome.WRONG, [["qualified_on", "no_such_day"]]),
    ]
    assert list(Supporter.objects.values_list("network_id", flat=True)) == ["BN-1"]

    assert office.bring_in(right, member("BN-2", "Hoa", qualified="2024/2/29")) == [
        (2, Outcome.SAME, []),
        (3, Outcome.NEW, []),
    ]
    assert Qualification.objects.get().supporter.network_id == "BN-2"


def test_known_member_is_filled_in_and_what_differs_is_told(office: Office) -> None:
    known = SupporterFactory(network_id="BN-1", name="Lan", user=None, prefecture="13", telephone="")
    Qualification.objects.create(supporter=known, qualified_on=date(2024, 1, 1))

    line = member(
        "BN-1", "LAN", email="lan@example.org", telephone="090-0000-0001", prefecture="愛知", qualified="2025-01-01"
    )
    assert office.bring_in(line) == [(2, Outcome.CHANGED, [])]

    known.refresh_from_db()
    reported = ImportLine.objects.get()
    assert (known.name, known.prefecture, known.telephone) == ("Lan", "13", "09000000001")
    assert known.user is not None
    assert known.user.email == "lan@example.org"
    assert Qualification.objects.get().qualified_on == date(2024, 1, 1)
    assert (reported.fills, reported.differs) == (["email", "telephone"], ["prefecture", "qualified_on"])
    assert reported.supporter == known


def test_id_of_the_portal_is_known_however_written(office: Office) -> None:
    supporter = SupporterFactory(name="Lan")

    for written in (supporter.network_id, str(supporter), str(supporter).lower()):
        assert office.bring_in(member(written, "Lan")) == [(2, Outcome.SAME, [])]


@pytest.mark.parametrize("written", ["bn-1", "BN1", "BN-I", "ＢＮ－１"])
def test_id_that_is_looked_up_like_anothers_is_wrong(office: Office, written: str) -> None:
    SupporterFactory(network_id="BN-1", name="Lan")

    assert office.bring_in(member(written, "Hoa")) == [(2, Outcome.WRONG, [["network_id", "like_another_id"]])]
    assert Supporter.objects.count() == 1


def test_address_of_another_supporter_is_left_out(office: Office) -> None:
    other = SupporterFactory(user__email="lan@example.org")

    line = member("BN-1", "Hoa", email="LAN@example.org")
    assert office.bring_in(line) == [(2, Outcome.NEW, [])]
    assert Supporter.objects.get(network_id="BN-1").user is None
    assert ImportLine.objects.get().registered_as == other


def test_address_of_a_colleague_is_wrong(office: Office) -> None:
    UserFactory(email="treasurer@example.org", groups=["Treasurers"])
    SupporterFactory(network_id="BN-1", name="Hoa", user=None)

    line = member("BN-1", "Hoa", email="treasurer@example.org")
    assert office.bring_in(line) == [(2, Outcome.WRONG, [["email", "address_taken"]])]
    assert Supporter.objects.get().user is None


def test_own_address_of_a_known_member_is_no_problem(office: Office) -> None:
    SupporterFactory(network_id="BN-1", name="Lan", user__email="lan@example.org")

    assert office.bring_in(member("BN-1", "Lan", email="lan@example.org")) == [(2, Outcome.SAME, [])]


def test_lines_that_meet_are_both_left_out(office: Office) -> None:
    assert office.bring_in(member("BN-1", "Lan"), member("bn 1", "Hoa"), member("BN-2", "Mai")) == [
        (2, Outcome.WRONG, [["network_id", "twice_in_the_file"]]),
        (3, Outcome.WRONG, [["network_id", "twice_in_the_file"]]),
        (4, Outcome.NEW, []),
    ]


def test_member_who_left_is_not_filled_in(office: Office) -> None:
    SupporterFactory(network_id="BN-1", name="Lan", left=True, telephone="")

    line = member("BN-1", "Lan", telephone="090-0000-0001")
    assert office.bring_in(line) == [(2, Outcome.WRONG, [["network_id", "has_left"]])]
    assert Supporter.objects.get().telephone == ""


def test_nobody_confirms_their_own_experience_by_a_spreadsheet(office: Office) -> None:
    importer = User.objects.get(pk=office.client.session["_auth_user_id"])
    SupporterFactory(network_id="BN-1", name="Lan", user=importer)

    line = member("BN-1", "Lan", confirmed="2024-04-01")
    assert office.bring_in(line) == [(2, Outcome.WRONG, [["network_id", "own_record"]])]
    assert Supporter.objects.get().experience_confirmed_on is None


def test_what_was_right_at_the_dry_run_is_judged_again(office: Office) -> None:
    checked = office.check(member("BN-1", "Hoa", email="hoa@example.org"))
    UserFactory(email="hoa@example.org")

    assert outcomes(office.start(checked)) == [(2, Outcome.WRONG, [["email", "address_taken"]])]
    assert Supporter.objects.count() == 0


def test_import_is_recorded_without_personal_data(office: Office) -> None:
    office.bring_in(member("BN-1", "Lan", email="lan@example.org", telephone="090-0000-0001"))

    supporter = Supporter.objects.get()
    entries = list(AuditEntry.objects.order_by("pk").values_list("verb", "changes"))
    assert [verb for verb, _changes in entries] == ["import received", "import started", "imported"]
    assert AuditEntry.objects.get(verb="imported").object_ref == str(supporter)
    assert entries[-1][1] == {"columns": ["name", "email", "telephone"]}


def test_rows_are_not_kept_in_clear(office: Office) -> None:
    office.check(member("BN-1", "Lan Secret", email="lan@example.org"))

    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM network_memberimport")
        stored = cursor.fetchone()[0]
    assert "Lan" not in stored
    assert "BN-1" not in stored


def test_task_run_twice_imports_once(office: Office) -> None:
    done = office.start(office.check(member("BN-1", "Lan"), member("BN-2", "Hoa")))

    assert (done.state, done.done, done.percent) == (ImportState.DONE, 2, 100)
    assert importing.lines_to_import(done.pk, datetime(2026, 5, 1, tzinfo=TOKYO)) == []
    assert Supporter.objects.count() == 2


def test_import_left_by_a_killed_worker_is_taken_up_again(
    office: Office, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    checked = office.check(member("BN-1", "Lan"), member("BN-2", "Hoa"))
    # Started, and the worker never came: the task would be enqueued on commit.
    office.client.post(f"{INDEX}{checked.pk}/start/")
    checked.refresh_from_db()
    assert (checked.state, checked.done) == (ImportState.RUNNING, 0)

    for minutes, done in ((9, 0), (11, 2)):
        with django_capture_on_commit_callbacks(execute=True):
            importing.go_on_with_standing_imports(checked.moved_at + timedelta(minutes=minutes))
        checked.refresh_from_db()
        assert checked.done == done
    assert checked.state == ImportState.DONE


def test_progress_is_shown_while_it_runs(office: Office) -> None:
    checked = office.check(member("BN-1", "Lan"), member("BN-2", "Hoa"))
    MemberImport.objects.update(state=ImportState.RUNNING, done=1)

    response = office.client.get(f"{INDEX}{checked.pk}/")

    assert response["Refresh"] == f"5; url={INDEX}{checked.pk}/?looking-again=1"
    assert "1 of 2 lines (50 %)." in response.text
    assert '<progress value="1" max="2" aria-label="Lines">' in response.text


def test_two_imports_do_not_run_at_once(office: Office) -> None:
    first, second = office.check(member("BN-1", "Lan")), office.check(member("BN-2", "Hoa"))
    MemberImport.objects.filter(pk=first.pk).update(state=ImportState.RUNNING)

    office.start(second)

    assert second.state == ImportState.CHECKED
    assert "Another file is being imported." in office.client.get(f"{INDEX}{second.pk}/").text


def test_started_twice_runs_once(office: Office) -> None:
    done = office.start(office.check(member("BN-1", "Lan")))

    assert office.start(done).state == ImportState.DONE
    assert AuditEntry.objects.filter(verb="import started").count() == 1


def test_columns_stay_once_the_import_began(office: Office) -> None:
    done = office.start(office.check(member("BN-1", "Lan")))

    assert office.client.get(f"{INDEX}{done.pk}/columns/")["Location"] == f"{INDEX}{done.pk}/"
    office.client.post(f"{INDEX}{done.pk}/columns/", columns(column_1=""))
    done.refresh_from_db()
    assert done.state == ImportState.DONE
    assert done.mapping["name"] == 1


def test_columns_are_guessed_and_shown_with_their_first_lines(office: Office) -> None:
    sent = office.send(*(member(f"BN-{number}", f"Person {number}") for number in range(1, 6)))

    form = office.client.get(f"{INDEX}{sent.pk}/columns/").context["form"]

    shown = {field.label: (field.value(), samples) for field, samples in form.columns()}
    assert list(shown) == HEADER
    assert {field: guess for field, (guess, _samples) in shown.items()} == dict(
        zip(HEADER, [column.value for column in MAPPING], strict=True)
    )
    assert shown["氏名"][1] == ["Person 1", "Person 2", "Person 3"]


def test_columns_can_be_chosen_anew_after_the_dry_run(office: Office) -> None:
    checked = office.check(member("BN-1", "Lan", email="none"))
    assert outcomes(checked) == [(2, Outcome.WRONG, [["email", "no_address"]])]

    office.client.post(f"{INDEX}{checked.pk}/columns/", columns(column_2=""))

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

    response = office.client.post(f"{INDEX}{sent.pk}/columns/", columns(**changes))

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


def test_workbook_goes_the_same_way(office: Office) -> None:
    content = workbook(HEADER, ["BN-1", "Lan", None, None, None, None, None, date(2024, 4, 1), datetime(2024, 5, 1)])
    office.client.post(INDEX, upload(content, "members.xlsx"))
    sent = MemberImport.objects.get()
    office.client.post(f"{INDEX}{sent.pk}/columns/", columns())

    assert outcomes(office.start(sent)) == [(2, Outcome.NEW, [])]
    assert Supporter.objects.get().experience_confirmed_on == date(2024, 4, 1)
    assert Qualification.objects.get().qualified_on == date(2024, 5, 1)


def test_report_names_every_reason_in_words(office: Office) -> None:
    checked = office.check(member("BN-1", "Hoa", email="hoa", qualified="2024/2/31"), member("BN-2", "Lan"))

    response = office.client.get(f"{INDEX}{checked.pk}/")

    assert [reported["remarks"] for reported in response.context["lines"]] == [
        [
            "E-mail: This is no e-mail address.",
            "Qualified through the course on: The calendar has no such day.",
        ],
        [],
    ]
    assert "Import 1 line" in response.text


def test_report_is_filtered_by_outcome(office: Office) -> None:
    checked = office.check(member("BN-1", "Hoa", email="hoa"), member("BN-2", "Lan"))

    def shown(query: str) -> list[str]:
        lines = office.client.get(f"{INDEX}{checked.pk}/{query}").context["lines"]
        return [reported["line"].written for reported in lines]

    assert shown("?outcome=wrong") == ["BN-1"]
    assert shown("?outcome=new") == ["BN-2"]
    assert shown("?outcome=nonsense&p=99") == ["BN-1", "BN-2"]


def test_report_asks_as_much_for_many_lines_as_for_one(
    office: Office, count_queries: Callable[[], AbstractContextManager[Queries]]
) -> None:
    one = office.check(member("BN-1", "Lan"))
    many = office.check(*(member(f"BN-{number}", "Lan") for number in range(30)))
    office.client.get(f"{INDEX}{one.pk}/")

    counts = []
    for member_import in (one, many):
        with count_queries() as counted:
            office.client.get(f"{INDEX}{member_import.pk}/")
        counts.append(len(counted))

    assert counts[0] == counts[1]


def test_dry_run_asks_as_much_for_many_lines_as_for_one(
    office: Office, count_queries: Callable[[], AbstractContextManager[Queries]]
) -> None:
    counts = []
    for lines in (1, 30):
        SupporterFactory.create_batch(lines)
        known = Supporter.objects.values_list("network_id", flat=True)
        sent = office.send(*(member(network_id, "Lan") for network_id in known))
        with count_queries() as counted:
            office.client.post(f"{INDEX}{sent.pk}/columns/", columns())
        counts.append(len(counted))

    assert counts[0] == counts[1]


def test_report_is_downloaded_without_personal_data(office: Office) -> None:
    done = office.start(
        office.check(
            member("=BN(1)", "Lan Secret", email="lan@example.org", telephone="090-0000-0001"),
            member("BN-2", "Hoa Secret", email="secret at example"),
        )
    )

    response = office.client.get(f"{INDEX}{done.pk}/report/")

    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response["Content-Disposition"] == f'attachment; filename="import-{done.pk}.csv"'
    assert list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")))) == [
        ["Line", "Network ID", "Outcome", "Remarks"],
        ["2", "'=BN(1)", "New member", ""],
        ["3", "BN-2", "Wrong, left out", "E-mail: This is no e-mail address."],
    ]


def test_file_is_forgotten_on_request_and_members_stay(office: Office) -> None:
    done = office.start(office.check(member("BN-1", "Lan")))

    office.client.post(f"{INDEX}{done.pk}/forget/")

    assert MemberImport.objects.count() == ImportLine.objects.count() == 0
    assert Supporter.objects.get().network_id == "BN-1"


def test_file_is_forgotten_after_thirty_days(office: Office) -> None:
    sent = office.check(member("BN-1", "Lan"))

    tick(sent.made_at + timedelta(days=30))
    assert MemberImport.objects.count() == 1
    tick(sent.made_at + timedelta(days=31, minutes=1))
    assert MemberImport.objects.count() == ImportLine.objects.count() == 0


def test_example_goes_the_whole_way(office: Office) -> None:
    content = b"".join(office.client.get(f"{INDEX}example/").streaming_content)
    assert content == EXAMPLE.read_bytes()
    office.client.post(INDEX, upload(content))
    sent = MemberImport.objects.get()
    form = office.client.get(f"{INDEX}{sent.pk}/columns/").context["form"]
    office.client.post(
        f"{INDEX}{sent.pk}/columns/", {"usual_language": "ja", **{f.html_name: f.value() for f, _s in form.columns()}}
    )

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
    assert office.client.get(f"{INDEX}{office.check(member()).pk}/{path}").status_code == 405


@pytest.mark.parametrize("path", ["999999/", "999999/columns/", "999999/report/"])
def test_import_that_is_not_there_is_not_found(desk: Client, path: str) -> None:
    assert desk.get(INDEX + path, follow=True).status_code == 404


def test_report_before_the_columns_leads_to_them(office: Office) -> None:
    sent = office.send(member())

    assert office.client.get(f"{INDEX}{sent.pk}/")["Location"] == f"{INDEX}{sent.pk}/columns/"


def test_desk_finds_the_import_in_its_menu(desk: Client) -> None:
    assert "Import members" in desk.get("/admin/").text
