"""When a change of somebody's e-mail address may take effect, and until when it can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from portal.mail.rules import SECRETS_LIVE
from portal.refusals import Decision, when

from .enums import ADDRESS_TRANSITIONS, OPEN_ADDRESS_CHANGES, AddressChangeState, AskedBy

UNDO_WITHIN = timedelta(hours=72)

# From its sending.
LINK_LIVES = timedelta(hours=1)

# How long what is open waits, for a silent one holds all mail back: until no link can be alive any more, however long
# its mail lay in the outbox; and the office works once a week, so it has two of its days.
WAITS_FOR_LINK = SECRETS_LIVE + LINK_LIVES
WAITS_FOR_OFFICE = timedelta(days=14)

# By which of the person's own data each way reaches them: whoever has stolen a session has perhaps changed these first.
ASKED_AT: dict[str, tuple[str, ...]] = {
    AskedBy.TELEPHONE: ("telephone",),
    AskedBy.POST: ("postal_code", "postal_address"),
    AskedBy.IN_PERSON: (),
}
SETTLED_AFTER = timedelta(days=30)


class AddressReason(StrEnum):
    IS_OWN = "is_own"
    TAKEN = "taken"
    CLOSED = "closed"
    WRONG_STATE = "wrong_state"
    TOO_LATE = "too_late"
    TELEPHONE_IS_NEW = "telephone_is_new"
    POSTAL_ADDRESS_IS_NEW = "postal_address_is_new"
    CAN_BE_UNDONE = "can_be_undone"
    NOBODY_IS_TOLD = "nobody_is_told"
    IMPORT_AT_WORK = "import_at_work"


NEW_REACH: dict[str, AddressReason] = {
    AskedBy.TELEPHONE: AddressReason.TELEPHONE_IS_NEW,
    AskedBy.POST: AddressReason.POSTAL_ADDRESS_IS_NEW,
}


class Change(Protocol):
    """`is_silent`: nothing goes to the old mailbox, because somebody else reads it."""

    state: str
    is_silent: bool
    asked_at: datetime
    changed_at: datetime
    in_effect_at: datetime | None


def waits_until(change: Change) -> datetime | None:
    """None: it doesn't wait any more."""
    if change.state == AddressChangeState.ASKED:
        return change.asked_at + WAITS_FOR_LINK
    return change.changed_at + WAITS_FOR_OFFICE if change.state == AddressChangeState.AT_DESK else None


def state_at(change: Change, now: datetime) -> str:
    """Before the tick has written down that it lapsed, too."""
    end = waits_until(change)
    return change.state if end is None or now < end else AddressChangeState.LAPSED


def judge_asking(*, is_own: bool, is_active: bool) -> Decision:
    """That an address is taken is told to nobody: its link is only never sent."""
    return Decision((*when(is_own, AddressReason.IS_OWN), *when(not is_active, AddressReason.CLOSED)))


def judge_link(change: Change, *, is_taken: bool, is_active: bool, now: datetime) -> Decision:
    """The link in the new mailbox was opened, and the button pressed."""
    return _judge_step(state_at(change, now) == AddressChangeState.ASKED, is_taken=is_taken, is_active=is_active)


def judge_desk(change: Change, *, is_taken: bool, is_active: bool, now: datetime) -> Decision:
    """The office has asked the person by another way."""
    return _judge_step(state_at(change, now) == AddressChangeState.AT_DESK, is_taken=is_taken, is_active=is_active)


def judge_way(way: str, *, changed: Mapping[str, datetime], asked_at: datetime) -> Decision:
    """Whether the office can tell by it who the owner is. `changed`: which of their data they changed, and when."""
    is_new = any(changed[name] > asked_at - SETTLED_AFTER for name in ASKED_AT[way] if name in changed)
    return Decision((NEW_REACH[way],) if is_new else ())


def judge_refusal(change: Change) -> Decision:
    """By the office: the owner knows nothing of it. Whoever asked is shut out though it has lapsed."""
    return Decision(
        when(AddressChangeState.REFUSED not in ADDRESS_TRANSITIONS[change.state], AddressReason.WRONG_STATE)
    )


def _judge_step(is_awaited: bool, *, is_taken: bool, is_active: bool) -> Decision:
    return Decision(
        (
            *when(not is_awaited, AddressReason.WRONG_STATE),
            *when(is_taken, AddressReason.TAKEN),
            *when(not is_active, AddressReason.CLOSED),
        )
    )


def undo_ends(change: Change) -> datetime | None:
    """Not before it has taken effect does the time run."""
    return change.in_effect_at and change.in_effect_at + UNDO_WITHIN


def judge_undoing(change: Change, *, is_active: bool, now: datetime) -> Decision:
    end = undo_ends(change)
    can_be_undone = AddressChangeState.UNDONE in ADDRESS_TRANSITIONS[change.state]
    return Decision(
        (
            *when(not can_be_undone, AddressReason.WRONG_STATE),
            *when(end is not None and now >= end, AddressReason.TOO_LATE),
            *when(not is_active, AddressReason.CLOSED),
        )
    )


@dataclass(frozen=True)
class Ending(Decision):
    """Whether somebody may leave the network or have all erased. `possible_from`: where time alone brings it."""

    possible_from: datetime | None = None


def judge_ending(changes: Iterable[Change], *, now: datetime, is_import_at_work: bool = False) -> Ending:
    """Not while a change can be undone: the old mailbox was promised that, and of the end only the new one hears.
    Nor while nothing goes to the old mailbox and the new one isn't the account's yet: then nobody hears of it."""
    changes = list(changes)
    ends = [end for end in map(undo_ends, changes) if end is not None and end > now]
    is_untold = any(change.is_silent and state_at(change, now) in OPEN_ADDRESS_CHANGES for change in changes)
    reasons = (
        *when(is_untold, AddressReason.NOBODY_IS_TOLD),
        *when(bool(ends), AddressReason.CAN_BE_UNDONE),
        *when(is_import_at_work, AddressReason.IMPORT_AT_WORK),
    )
    return Ending(reasons, possible_from=None if is_untold else max(ends, default=None))
