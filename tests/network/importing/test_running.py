"""An import at work: once, alone, and taken up again; and how long its file is kept."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from network.importing.actions import importing
from network.importing.actions.standing import go_on_with_standing_imports
from network.importing.enums import ImportState
from network.importing.facts.importing import NetworkIDs
from network.models import ImportLine, MemberImport, Supporter
from portal.audit import AuditEntry
from portal.dates import TOKYO
from portal.tick import tick
from tests.network.bringing_in import INDEX, Office, columns, start
from tests.network.spreadsheets import member

pytestmark = pytest.mark.django_db


def test_task_run_twice_imports_once(office: Office) -> None:
    done = office.imported(member("BN-1", "Lan"), member("BN-2", "Hoa"))

    assert (done.state, done.done, done.percent) == (ImportState.DONE, 2, 100)
    assert importing.lines_to_import(done.pk, datetime(2026, 5, 1, tzinfo=TOKYO)) == []
    assert Supporter.objects.count() == 2


def test_import_left_by_a_killed_worker_is_taken_up_again(
    office: Office, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    checked = office.check(member("BN-1", "Lan"), member("BN-2", "Hoa"))
    # Started, and the worker never came: the task would be enqueued on commit.
    start(office.client, checked)
    checked.refresh_from_db()
    assert (checked.state, checked.done) == (ImportState.RUNNING, 0)

    for minutes, done in ((9, 0), (11, 2)):
        with django_capture_on_commit_callbacks(execute=True):
            go_on_with_standing_imports(checked.moved_at + timedelta(minutes=minutes))
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
    done = office.imported(member("BN-1", "Lan"))

    assert office.start(done).state == ImportState.DONE
    assert AuditEntry.objects.filter(verb="import started").count() == 1


def test_columns_stay_once_the_import_began(office: Office) -> None:
    done = office.imported(member("BN-1", "Lan"))

    assert office.client.get(f"{INDEX}{done.pk}/columns/")["Location"] == f"{INDEX}{done.pk}/"
    office.client.post(f"{INDEX}{done.pk}/columns/", columns(column_1=""))
    done.refresh_from_db()
    assert done.state == ImportState.DONE
    assert done.mapping["name"] == 1


def test_file_is_forgotten_on_request_and_members_stay(office: Office) -> None:
    done = office.imported(member("BN-1", "Lan"))

    office.client.post(f"{INDEX}{done.pk}/forget/")

    assert MemberImport.objects.count() == ImportLine.objects.count() == 0
    assert Supporter.objects.get().network_id == "BN-1"


def test_file_is_forgotten_after_thirty_days(office: Office) -> None:
    sent = office.check(member("BN-1", "Lan"))

    tick(sent.made_at + timedelta(days=30))
    assert MemberImport.objects.count() == 1
    tick(sent.made_at + timedelta(days=31, minutes=1))
    assert MemberImport.objects.count() == ImportLine.objects.count() == 0


@pytest.mark.parametrize(("place", "goes_on"), [(0, True), (1, False)])
def test_line_that_is_not_the_next_one_is_not_imported_by_a_second_worker(
    office: Office, place: int, goes_on: bool
) -> None:
    """One that was behind catches up; one that would run ahead stops."""
    checked = office.check(member("BN-1", "Lan"), member("BN-2", "Hoa"))
    MemberImport.objects.update(state=ImportState.RUNNING, done=1 - place)
    now = datetime(2026, 5, 1, tzinfo=TOKYO)
    line = importing.lines_to_import(checked.pk, now)[place]

    assert importing.take_line(checked.pk, place, line, NetworkIDs.of_everybody(), now=now) is goes_on

    assert (Supporter.objects.count(), MemberImport.objects.get().done) == (0, 1 - place)


def test_line_of_an_import_that_does_not_run_any_more_is_not_imported(office: Office) -> None:
    checked = office.check(member("BN-1", "Lan"))
    now = datetime(2026, 5, 1, tzinfo=TOKYO)
    MemberImport.objects.update(state=ImportState.RUNNING)
    [line] = importing.lines_to_import(checked.pk, now)
    MemberImport.objects.update(state=ImportState.CHECKED)

    assert importing.take_line(checked.pk, 0, line, NetworkIDs.of_everybody(), now=now) is False

    assert (Supporter.objects.count(), MemberImport.objects.get().done) == (0, 0)
