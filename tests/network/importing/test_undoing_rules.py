"""What becomes of an imported line when its import is undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from network.importing.enums import Column, ImportState, Outcome, Undone
from network.importing.rules import UNDO_WITHIN, NoUndoing, Since, Stay, Undoing, judge_undoing, why_not_undone
from portal.dates import TOKYO

NOW = datetime(2026, 5, 1, 12, tzinfo=TOKYO)
FILLS = (Column.NAME, Column.EMAIL, Column.EXPERIENCE, Column.EXPERIENCE_CONFIRMED_ON)
UNTOUCHED = Since(as_left=frozenset(FILLS), is_whole=True)


@pytest.mark.parametrize("state", [state for state in ImportState if state != ImportState.DONE])
def test_only_what_was_imported_can_be_undone(state: ImportState) -> None:
    assert why_not_undone(state, NOW, NOW) == NoUndoing.NOT_IMPORTED


def test_import_can_be_undone_for_thirty_days() -> None:
    assert why_not_undone(ImportState.DONE, NOW, NOW + UNDO_WITHIN) is None
    assert why_not_undone(ImportState.DONE, NOW, NOW + UNDO_WITHIN + timedelta(seconds=1)) == NoUndoing.TOO_LATE
    assert why_not_undone(ImportState.DONE, None, NOW) == NoUndoing.NOT_REMEMBERED
    assert timedelta(days=30) == UNDO_WITHIN


@pytest.mark.parametrize("outcome", [Outcome.SAME, Outcome.WRONG])
def test_of_a_line_that_changed_nothing_there_is_nothing_to_undo(outcome: Outcome) -> None:
    assert judge_undoing(outcome, FILLS, UNTOUCHED) == Undoing(Undone.NOTHING)


@pytest.mark.parametrize("outcome", [Outcome.NEW, Outcome.CHANGED])
def test_record_that_is_gone_or_the_undoers_own_stays_as_a_whole(outcome: Outcome) -> None:
    own = replace(UNTOUCHED, is_of_undoer=True)

    assert judge_undoing(outcome, FILLS, None) == Undoing(Undone.STAYS, stays=((None, Stay.GONE),))
    assert judge_undoing(outcome, FILLS, own) == Undoing(Undone.STAYS, stays=((None, Stay.OWN_RECORD),))


def test_new_member_whom_nobody_touched_is_removed() -> None:
    assert judge_undoing(Outcome.NEW, FILLS, UNTOUCHED) == Undoing(Undone.REMOVED)


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({"is_whole": False}, [Stay.CHANGED]),
        ({"is_whole": False, "is_filled_later": True}, [Stay.FILLED_LATER]),
        ({"is_filled_later": True}, []),
        ({"is_login_used": True}, [Stay.LOGIN_USED]),
        ({"is_in_use": True}, [Stay.IN_USE]),
        ({"is_confirmed": True}, [Stay.CONFIRMED]),
        ({"is_credit_relied_on": True}, []),
        (
            {"is_whole": False, "is_login_used": True, "is_in_use": True, "is_confirmed": True},
            [Stay.CHANGED, Stay.LOGIN_USED, Stay.IN_USE, Stay.CONFIRMED],
        ),
    ],
)
def test_new_member_stays_for_every_reason(changes: dict[str, bool], reasons: list[Stay]) -> None:
    undoing = judge_undoing(Outcome.NEW, FILLS, replace(UNTOUCHED, **changes))

    assert undoing.stays == tuple((None, reason) for reason in reasons)
    assert undoing.undone == (Undone.STAYS if reasons else Undone.REMOVED)


def test_what_an_import_filled_in_is_emptied_again() -> None:
    assert judge_undoing(Outcome.CHANGED, FILLS, UNTOUCHED) == Undoing(Undone.RESTORED, FILLS)


@pytest.mark.parametrize(
    ("since", "stays"),
    [
        (replace(UNTOUCHED, as_left=frozenset(FILLS) - {Column.NAME}), {Column.NAME: Stay.CHANGED}),
        (
            replace(UNTOUCHED, is_credit_relied_on=True),
            {Column.EXPERIENCE: Stay.RELIED_ON, Column.EXPERIENCE_CONFIRMED_ON: Stay.RELIED_ON},
        ),
        (replace(UNTOUCHED, is_confirmed=True), {Column.EXPERIENCE_CONFIRMED_ON: Stay.CONFIRMED}),
        (replace(UNTOUCHED, is_login_used=True), {Column.EMAIL: Stay.LOGIN_USED}),
        (replace(UNTOUCHED, as_left=frozenset()), dict.fromkeys(FILLS, Stay.CHANGED)),
    ],
)
def test_of_what_was_filled_in_only_what_was_used_stays(since: Since, stays: dict[Column, Stay]) -> None:
    undoing = judge_undoing(Outcome.CHANGED, FILLS, since)

    assert dict(undoing.stays) == stays
    assert undoing.empties == tuple(column for column in FILLS if column not in stays)
    assert undoing.undone == (Undone.RESTORED if undoing.empties else Undone.STAYS)
