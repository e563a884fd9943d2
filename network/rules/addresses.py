"""When a change of somebody's e-mail address may take effect, and until when it can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from portal.refusals import Decision, when

ASKED, AT_DESK, IN_EFFECT = "asked", "at_desk", "in_effect"

UNDO_WITHIN = timedelta(hours=72)

# By which of the person's own data each way reaches them: whoever has stolen a session has perhaps changed these first.
ASKED_AT = {"telephone": ("telephone",), "post": ("postal_code", "postal_address"), "in_person": ()}
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


NEW_REACH = {"telephone": AddressReason.TELEPHONE_IS_NEW, "post": AddressReason.POSTAL_ADDRESS_IS_NEW}


class Change(Protocol):
    """`is_silent`: nothing goes to the old mailbox, because somebody else reads it."""

    state: str
    is_silent: bool
    in_effect_at: datetime | None


def judge_asking(*, is_own: bool, is_active: bool) -> Decision:
    """That an address is taken is told to nobody: its link is only never sent."""
    return Decision((*when(is_own, AddressReason.IS_OWN), *when(not is_active, AddressReason.CLOSED)))


def judge_link(change: Change, *, is_taken: bool, is_active: bool) -> Decision:
    """The link in the new mailbox was opened, and the button pressed."""
    return _judge_step(change, ASKED, is_taken=is_taken, is_active=is_active)


def judge_desk(change: Change, *, is_taken: bool, is_active: bool) -> Decision:
    """The office has asked the person by another way."""
    return _judge_step(change, AT_DESK, is_taken=is_taken, is_active=is_active)


def judge_way(way: str, *, changed: Mapping[str, datetime], asked_at: datetime) -> Decision:
    """Whether the office can tell by it who the owner is. `changed`: which of their data they changed, and when."""
    is_new = any(changed[name] > asked_at - SETTLED_AFTER for name in ASKED_AT[way] if name in changed)
    return Decision((NEW_REACH[way],) if is_new else ())


def judge_refusal(change: Change) -> Decision:
    """By the office: the owner knows nothing of it."""
    return Decision(when(change.state not in (ASKED, AT_DESK), AddressReason.WRONG_STATE))


def _judge_step(change: Change, awaited: str, *, is_taken: bool, is_active: bool) -> Decision:
    return Decision(
        (
            *when(change.state != awaited, AddressReason.WRONG_STATE),
            *when(is_taken, AddressReason.TAKEN),
            *when(not is_active, AddressReason.CLOSED),
        )
    )


def undo_ends(change: Change) -> datetime | None:
    """Not before it has taken effect does the time run."""
    return change.in_effect_at and change.in_effect_at + UNDO_WITHIN


def judge_undoing(change: Change, *, is_active: bool, now: datetime) -> Decision:
    end = undo_ends(change)
    can_be_undone = change.state in (ASKED, IN_EFFECT)
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


def judge_ending(changes: Iterable[Change], *, now: datetime) -> Ending:
    """Not while a change can be undone: the old mailbox was promised that, and of the end only the new one hears.
    Nor while nothing goes to the old mailbox and the new one isn't the account's yet: then nobody hears of it."""
    changes = list(changes)
    ends = [end for end in map(undo_ends, changes) if end is not None and end > now]
    is_untold = any(change.is_silent and change.state in (ASKED, AT_DESK) for change in changes)
    reasons = (
        *when(is_untold, AddressReason.NOBODY_IS_TOLD),
        *when(bool(ends), AddressReason.CAN_BE_UNDONE),
    )
    return Ending(reasons, possible_from=None if is_untold else max(ends, default=None))
