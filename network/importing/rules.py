"""What becomes of an imported line when its import is undone: what nobody has touched goes, all else stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from .enums import CREDIT, IMPORT_TRANSITIONS, Column, ImportState, Outcome, Undone

UNDO_WITHIN = timedelta(days=30)


class Stay(StrEnum):
    """Why something stays."""

    GONE = "gone"
    OWN_RECORD = "own_record"
    CHANGED = "changed"
    FILLED_LATER = "filled_later"
    LOGIN_USED = "login_used"
    IN_USE = "in_use"
    RELIED_ON = "relied_on"
    CONFIRMED = "confirmed"


class NoUndoing(StrEnum):
    """Why a whole import can't be undone."""

    NOT_IMPORTED = "not_imported"
    NOT_REMEMBERED = "not_remembered"
    TOO_LATE = "too_late"


@dataclass(frozen=True)
class Since:
    """What became of a member since the import."""

    as_left: frozenset[Column]
    """Columns of which the record still says what the import left there."""
    is_whole: bool = False
    """All of the record is as the import left it."""
    is_filled_later: bool = False
    """Another import has filled in more, and isn't undone."""
    is_in_use: bool = False
    is_credit_relied_on: bool = False
    """Something came to be that rests on the experience or the qualification."""
    is_confirmed: bool = False
    """Somebody of the office has confirmed the experience by themselves."""
    is_login_used: bool = False
    is_of_undoer: bool = False


@dataclass(frozen=True)
class Undoing:
    undone: Undone
    empties: tuple[Column, ...] = ()
    # Of the whole record where no column is named.
    stays: tuple[tuple[Column | None, Stay], ...] = ()


def why_not_undone(state: str, imported_at: datetime | None, now: datetime) -> NoUndoing | None:
    if ImportState.UNDOING not in IMPORT_TRANSITIONS[ImportState(state)]:
        return NoUndoing.NOT_IMPORTED
    if imported_at is None:
        return NoUndoing.NOT_REMEMBERED
    return NoUndoing.TOO_LATE if imported_at + UNDO_WITHIN < now else None


def judge_undoing(outcome: str, fills: Sequence[Column], since: Since | None) -> Undoing:
    """`since` is None where the line's record is no longer there."""
    if outcome not in (Outcome.NEW, Outcome.CHANGED):
        return Undoing(Undone.NOTHING)
    if since is None:
        return Undoing(Undone.STAYS, stays=((None, Stay.GONE),))
    if since.is_of_undoer:
        return Undoing(Undone.STAYS, stays=((None, Stay.OWN_RECORD),))
    return _judge_new(since) if outcome == Outcome.NEW else _judge_filled(fills, since)


def _judge_new(since: Since) -> Undoing:
    touched = {
        Stay.CHANGED: not since.is_whole and not since.is_filled_later,
        Stay.FILLED_LATER: not since.is_whole and since.is_filled_later,
        Stay.LOGIN_USED: since.is_login_used,
        Stay.IN_USE: since.is_in_use,
        Stay.CONFIRMED: since.is_confirmed,
    }
    stays = tuple((None, why) for why, is_so in touched.items() if is_so)
    return Undoing(Undone.STAYS if stays else Undone.REMOVED, stays=stays)


def _judge_filled(fills: Sequence[Column], since: Since) -> Undoing:
    stays = {column: why for column in fills if (why := _why_it_stays(column, since))}
    empties = tuple(column for column in fills if column not in stays)
    return Undoing(Undone.RESTORED if empties else Undone.STAYS, empties, tuple(stays.items()))


def _why_it_stays(column: Column, since: Since) -> Stay | None:
    if column not in since.as_left:
        return Stay.CHANGED
    if column in CREDIT and since.is_credit_relied_on:
        return Stay.RELIED_ON
    if column == Column.EXPERIENCE_CONFIRMED_ON and since.is_confirmed:
        return Stay.CONFIRMED
    return Stay.LOGIN_USED if column == Column.EMAIL and since.is_login_used else None
