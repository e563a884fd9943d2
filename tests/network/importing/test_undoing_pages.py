from __future__ import annotations

import csv
import io
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from network.importing.actions.standing import forget_old_imports, go_on_with_standing_imports
from network.importing.enums import ImportState, Undone
from network.membership import actions
from network.models import MemberImport, Supporter, User
from network.people.facts import find_supporter
from portal.audit import AuditEntry
from tests.factories import SupporterFactory, UserFactory
from tests.network.bringing_in import FULL, INDEX, Office, network_ids, undone
from tests.network.spreadsheets import member
from tests.queries import Queries

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 15, 3, tzinfo=UTC)


def sign_in(supporter: Supporter) -> None:
    User.objects.filter(supporter=supporter).update(last_login=NOW)


def correct(supporter: Supporter) -> None:
    actions.correct(supporter, {"organisation": "Another"}, by_id=None, now=NOW)


def test_import_is_undone_once(office: Office) -> None:
    done = office.imported(FULL)
    key = {"idempotency_key": str(uuid.uuid4())}

    with office.commit(execute=True):
        answers = [office.client.post(f"{INDEX}{done.pk}/undo/", key) for _time in range(2)]
    office.undo(done)

    assert {answer["Location"] for answer in answers} == {f"{INDEX}{done.pk}/"}
    assert AuditEntry.objects.filter(verb="import being undone").count() == 1
    assert AuditEntry.objects.filter(verb="removed by undoing an import").count() == 1


def test_undoing_left_by_a_killed_worker_is_taken_up_again(
    office: Office, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    done = office.imported(FULL, member("BN-2", "Hoa"))
    # The worker never came.
    office.client.post(f"{INDEX}{done.pk}/undo/", {"idempotency_key": str(uuid.uuid4())})
    done.refresh_from_db()
    assert (done.state, done.done) == (ImportState.UNDOING, 0)
    shown = office.client.get(f"{INDEX}{done.pk}/")
    assert shown["Refresh"] == f"5; url={INDEX}{done.pk}/?looking-again=1"
    assert "0 of 2 lines (0 %)." in shown.text

    for minutes, lines in ((9, 0), (11, 2)):
        with django_capture_on_commit_callbacks(execute=True):
            go_on_with_standing_imports(done.moved_at + timedelta(minutes=minutes))
        done.refresh_from_db()
        assert done.done == lines
    assert done.state == ImportState.UNDONE


def test_import_is_not_forgotten_while_it_is_being_undone(office: Office) -> None:
    done = office.imported(FULL, member("BN-2", "Hoa"))
    office.client.post(f"{INDEX}{done.pk}/undo/", {"idempotency_key": str(uuid.uuid4())})

    answer = office.client.post(f"{INDEX}{done.pk}/forget/", follow=True)
    forget_old_imports(NOW + timedelta(days=3650))

    assert "This import is being undone. Forget the file when that is done." in answer.text
    assert "Forget this file now" not in answer.text
    assert MemberImport.objects.get().state == ImportState.UNDOING


def test_import_and_undoing_do_not_run_at_once(office: Office) -> None:
    done, other = office.imported(FULL), office.check(member("BN-2", "Hoa"))

    for state in (ImportState.RUNNING, ImportState.UNDOING):
        MemberImport.objects.filter(pk=other.pk).update(state=state)
        assert office.undo(done).state == ImportState.DONE
    assert "Another file is being imported or undone." in office.client.get(f"{INDEX}{done.pk}/undo/").text
    MemberImport.objects.filter(pk=other.pk).update(state=ImportState.CHECKED)
    MemberImport.objects.filter(pk=done.pk).update(state=ImportState.UNDOING)
    assert office.start(other).state == ImportState.CHECKED


def test_thirty_days_run_from_the_import(office: Office) -> None:
    checked = office.check(FULL)
    MemberImport.objects.update(made_at=checked.made_at - timedelta(days=20))
    done = office.start(checked)
    assert done.imported_at is not None

    forget_old_imports(done.imported_at + timedelta(days=30))
    assert MemberImport.objects.count() == 1
    MemberImport.objects.update(imported_at=done.imported_at - timedelta(days=30, minutes=1))
    assert office.undo(done).state == ImportState.DONE
    told = office.client.get(f"{INDEX}{done.pk}/undo/").text
    assert "This file was imported more than 30 days ago. It can&#x27;t be undone any more." in told
    assert network_ids() == ["BN-1"]


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (ImportState.CHECKED, "There is nothing to undo: this file is not imported, or undone already."),
        (ImportState.DONE, "the portal did not remember yet what it filled in"),
    ],
)
def test_what_cannot_be_undone_says_why(office: Office, state: ImportState, told: str) -> None:
    done = office.imported(FULL)
    MemberImport.objects.update(state=state, imported_at=None)

    shown = office.client.get(f"{INDEX}{done.pk}/undo/")

    assert told in shown.text
    assert "Undo the whole import" not in shown.text
    assert office.undo(done).state == state
    assert network_ids() == ["BN-1"]


def test_page_tells_beforehand_what_would_become_of_each_line(office: Office) -> None:
    SupporterFactory(network_id="BN-3", name="Mai", telephone="")
    done = office.imported(
        FULL, member("BN-2", "Hoa"), member("BN-3", "Mai", telephone="090-0000-0003"), member("BN-4", email="x")
    )
    sign_in(Supporter.objects.get(network_id="BN-1"))

    shown = office.client.get(f"{INDEX}{done.pk}/undo/")

    assert [(str(label), count) for label, count in shown.context["counts"]] == [
        ("Removed again", 1),
        ("As before the import", 1),
        ("Stays", 1),
        ("Nothing to undo", 1),
    ]
    assert [(one["line"].written, one["reasons"]) for one in shown.context["staying"]] == [
        ("BN-1", ["The member has used the login since."]),
    ]
    done.refresh_from_db()
    assert (done.state, network_ids()) == (ImportState.DONE, ["BN-1", "BN-2", "BN-3"])


def test_page_asks_as_much_for_many_lines_as_for_one(
    office: Office, count_queries: Callable[[], AbstractContextManager[Queries]]
) -> None:
    one = office.imported(member("A-1", email="a@example.org"))
    many = office.imported(*(member(f"BN-{number}", email=f"b{number}@example.org") for number in range(30)))
    office.client.get(f"{INDEX}{one.pk}/undo/")

    counts = []
    for member_import in (one, many):
        with count_queries() as counted:
            office.client.get(f"{INDEX}{member_import.pk}/undo/")
        counts.append(len(counted))

    assert counts[0] == counts[1]


def test_report_says_per_line_what_became_of_it(office: Office) -> None:
    done = office.imported(FULL, member("BN-2", "Hoa"))
    correct(Supporter.objects.get(network_id="BN-1"))
    office.undo(done)

    shown = office.client.get(f"{INDEX}{done.pk}/")
    file = office.client.get(f"{INDEX}{done.pk}/report/").content.decode("utf-8-sig")

    assert [reported["stays"] for reported in shown.context["lines"]] == [["Changed since the import."], []]
    assert "Undo this import" not in shown.text
    assert list(csv.reader(io.StringIO(file))) == [
        ["Line", "Network ID", "Outcome", "Remarks", "Undone", "What stays"],
        ["2", "BN-1", "New member", "", "Stays", "Changed since the import."],
        ["3", "BN-2", "New member", "", "Removed again", ""],
    ]


def test_import_remembers_no_value(office: Office) -> None:
    [line] = office.imported(FULL).lines.values_list("traces", flat=True)

    assert sorted(line) == [
        *("email", "experience", "experience_confirmed_on", "languages", "name", "prefecture", "qualified_on"),
        *("record", "telephone"),
    ]
    assert {len(digest) for digest in line.values()} == {64}


def test_two_of_whom_the_same_is_said_have_different_traces(office: Office) -> None:
    done = office.imported(member("BN-1", prefecture="大阪"), member("BN-2", prefecture="大阪"))

    digests = [traces["prefecture"] for traces in done.lines.values_list("traces", flat=True)]
    assert len(set(digests)) == 2


def test_undoing_of_others_goes_on_when_one_has_their_data_erased(office: Office) -> None:
    done = office.imported(FULL, member("BN-2", "Hoa"))
    actions.erase(Supporter.objects.get(network_id="BN-1"), by_id=None, now=NOW)
    assert done.lines.get(number=2).traces == {}

    assert undone(office.undo(done)) == [(2, Undone.STAYS, [["", "changed"]]), (3, Undone.REMOVED, [])]


@pytest.mark.parametrize("group", ["Editors", "Claims officers", "Treasurers", "Coordinators", "Auditors"])
def test_other_groups_undo_nothing(office: Office, group: str) -> None:
    done = office.imported(FULL)
    office.client.force_login(UserFactory(groups=[group]))

    assert office.client.get(f"{INDEX}{done.pk}/undo/")["Location"] == "/admin/"
    assert office.undo(done).state == ImportState.DONE
    assert network_ids() == ["BN-1"]


def test_removed_id_leads_to_nobody(office: Office) -> None:
    office.undo(office.imported(FULL))

    for typed in ("BN-1", "bn1", " ＢＮ－１ "):
        assert find_supporter(typed) is None
