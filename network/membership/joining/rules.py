"""Whether two records can become one, whose network ID stays, and which login."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal.refusals import Decision, when


class Reason(StrEnum):
    SAME_RECORD = "same_record"
    HAS_LEFT = "has_left"
    OWN_RECORD = "own_record"
    ACCOUNTS_DIFFER = "accounts_differ"
    TWO_COLLEAGUES = "two_colleagues"
    ADDRESS_IS_CHANGING = "address_is_changing"
    IMPORT_AT_WORK = "import_at_work"


@dataclass(frozen=True)
class Login:
    user_id: int
    since: datetime
    is_proven: bool = False
    is_of_the_office: bool = False
    is_changing_address: bool = False


@dataclass(frozen=True)
class Record:
    """One of the two."""

    pk: int
    registered_at: datetime
    # From the office's own list.
    is_on_paper: bool = False
    has_left: bool = False
    login: Login | None = None


def older(one: Record, other: Record) -> Record:
    """The office's lists are older than the portal, whatever day a line without one was given."""
    return min(one, other, key=lambda record: (not record.is_on_paper, record.registered_at, record.pk))


def staying_login(*logins: Login | None) -> Login | None:
    """One of the office is needed there; then a proven one; of two the settled one.

    Whoever registers under somebody's name would else take the account over. A member who can't read that mailbox any
    more, or lets nobody else read it, changes the address afterwards, with all that protects a change.
    """
    known = [login for login in logins if login is not None]
    return min(
        known,
        key=lambda login: (not login.is_of_the_office, not login.is_proven, login.since, login.user_id),
        default=None,
    )


def judge_joining(
    one: Record, other: Record, *, by_id: int, accounts_differ: bool, is_import_at_work: bool
) -> Decision:
    logins = [record.login for record in (one, other) if record.login is not None]
    return Decision(
        (
            *when(one.pk == other.pk, Reason.SAME_RECORD),
            *when(one.has_left or other.has_left, Reason.HAS_LEFT),
            *when(any(login.user_id == by_id for login in logins), Reason.OWN_RECORD),
            *when(accounts_differ, Reason.ACCOUNTS_DIFFER),
            *when(len(logins) == 2 and all(login.is_of_the_office for login in logins), Reason.TWO_COLLEAGUES),
            *when(any(login.is_changing_address for login in logins), Reason.ADDRESS_IS_CHANGING),
            *when(is_import_at_work, Reason.IMPORT_AT_WORK),
        )
    )
