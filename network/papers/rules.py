"""Which step the papers of a term may take next, and when a term is renewed (R3, R4)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from portal.refusals import Decision

from .enums import PAPERS_TRANSITIONS, PapersState

RENEWAL_OPENS = timedelta(days=60)
"""Before the next term begins: the post needs its time."""

REMIND_BEFORE = (timedelta(days=30), timedelta(days=7))
"""The end of a term, for whom it ends without a renewal."""


class Reason(StrEnum):
    WRONG_STATE = "wrong_state"
    ALREADY_COMPLETE = "already_complete"
    NOTHING_NAMED = "nothing_named"
    HAS_LEFT = "has_left"
    IS_ERASED = "is_erased"
    NO_ADDRESS = "no_address"
    NO_TERM = "no_term"
    ALREADY_RENEWED = "already_renewed"


class Addressee(Protocol):
    """A supporter, as far as the post looks at them."""

    erased_on: date | None
    postal_address: str

    @property
    def has_left(self) -> bool: ...


class Posted(Protocol):
    """Papers, as far as these rules look at them."""

    state: str

    @property
    def supporter(self) -> Addressee: ...


def judge_step(papers: Posted, to: str, missing: Collection[str]) -> Decision:
    """R3. Nothing is posted to somebody who has left; what comes back from them is still put on record."""
    reasons = []
    if papers.supporter.erased_on is not None:
        reasons.append(Reason.IS_ERASED)
    if papers.state == PapersState.COMPLETE == to:
        reasons.append(Reason.ALREADY_COMPLETE)
    elif to not in PAPERS_TRANSITIONS[papers.state]:
        reasons.append(Reason.WRONG_STATE)
    if to == PapersState.INCOMPLETE and not missing:
        reasons.append(Reason.NOTHING_NAMED)
    if to == PapersState.SENT and papers.supporter.has_left:
        reasons.append(Reason.HAS_LEFT)
    if to == PapersState.SENT and not papers.supporter.postal_address:
        reasons.append(Reason.NO_ADDRESS)
    return Decision(tuple(reasons))


def judge_renewal(*, has_left: bool, has_term: bool, has_papers: bool) -> Decision:
    """R4: the same person, the same network ID, a new term."""
    reasons = []
    if has_left:
        reasons.append(Reason.HAS_LEFT)
    if not has_term:
        reasons.append(Reason.NO_TERM)
    if has_papers:
        reasons.append(Reason.ALREADY_RENEWED)
    return Decision(tuple(reasons))


def is_renewable(starts_on: date, today: date) -> bool:
    """From when on papers for a coming term can be asked for."""
    return today >= starts_on - RENEWAL_OPENS


def reminder_due(ends_on: date, today: date) -> int | None:
    """The days before the end (30, 7) whose reminder is due today or was missed; None before the first and after the
    last day."""
    if today > ends_on:
        return None
    passed = [before.days for before in REMIND_BEFORE if today >= ends_on - before]
    return min(passed, default=None)
