"""The payee account: keyed twice, compared, and every look at the whole of it written down (R3)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from enum import StrEnum

from django.core.exceptions import PermissionDenied
from django.db import transaction

from portal import audit

from ..people.locks import lock_person
from ..people.models import Supporter
from .facts import ACCOUNT_SEEN
from .models import AccountEntry, PayeeAccount
from .rules.accounts import Keyed, SeenFor, differing


class Keying(StrEnum):
    """What became of it."""

    FIRST = "first"
    CONFIRMED = "confirmed"


class KeyingsDifferError(Exception):
    """Names the fields in which the two keyings differ, and never their values."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


class NothingKeyedError(Exception):
    """There is no first keying any more: somebody was faster."""


def key_account(supporter: Supporter, keyed: Keyed, *, by_id: int, by_supporter: bool, now: datetime) -> Keying:
    """The first keying waits; the desk's, where one waits, is compared with it.

    A supporter always keys first, over whatever waited: the second pair of eyes is the office's.
    """
    _refuse_the_wrong_hand(supporter, by_id=by_id, by_supporter=by_supporter)
    with transaction.atomic():
        locked = _locked(supporter)
        first = AccountEntry.objects.filter(supporter=locked).first()
        if first is None or by_supporter:
            _wait_for_the_second(locked, keyed, by_id=by_id, by_supporter=by_supporter, now=now)
            return Keying.FIRST
        differences = differing(Keyed(**first.values), keyed)
        if differences:
            raise KeyingsDifferError(differences)
        _confirm(locked, keyed, first, by_id=by_id, now=now)
        return Keying.CONFIRMED


def discard_keying(supporter: Supporter, *, by_id: int, now: datetime) -> None:
    """For when the first keying is what was wrong."""
    _refuse_the_wrong_hand(supporter, by_id=by_id, by_supporter=False)
    with transaction.atomic():
        first = AccountEntry.objects.filter(supporter=_locked(supporter)).first()
        if first is None:
            raise NothingKeyedError
        audit.record("account keying discarded", on=first, ref=str(supporter), now=now, actor_id=by_id)
        first.delete()


def see_account(account: PayeeAccount, *, by_id: int, now: datetime, reason: SeenFor) -> Keyed:
    """The whole account, and in the same transaction the line by which its owner learns of it."""
    with transaction.atomic():
        audit.record(
            ACCOUNT_SEEN, on=account, ref=str(account.supporter), now=now, actor_id=by_id, reason=SeenFor(reason).value
        )
    return Keyed(**{field: getattr(account, field) for field in Keyed.__dataclass_fields__})


def _refuse_the_wrong_hand(supporter: Supporter, *, by_id: int, by_supporter: bool) -> None:
    if by_supporter != (by_id == supporter.user_id):
        raise PermissionDenied("A supporter keys the own account, and nobody does so for the office.")


def _locked(supporter: Supporter) -> Supporter:
    locked = lock_person(supporter.pk)
    if locked.erased_on is not None:
        raise PermissionDenied("Of an erased person no account is kept anew.")
    return locked


def _wait_for_the_second(supporter: Supporter, keyed: Keyed, *, by_id: int, by_supporter: bool, now: datetime) -> None:
    entry, _created = AccountEntry.objects.update_or_create(
        supporter=supporter,
        defaults={"values": asdict(keyed), "keyed_by_id": by_id, "by_supporter": by_supporter, "keyed_at": now},
    )
    changes = {"by_supporter": by_supporter}
    audit.record("account keyed", on=entry, ref=str(supporter), now=now, actor_id=by_id, changes=changes)


def _confirm(supporter: Supporter, keyed: Keyed, first: AccountEntry, *, by_id: int, now: datetime) -> None:
    account, _created = PayeeAccount.objects.update_or_create(
        supporter=supporter, defaults={**asdict(keyed), "last_three": keyed.number[-3:], "confirmed_at": now}
    )
    changes = {"first_by_id": first.keyed_by_id, "first_by_supporter": first.by_supporter}
    audit.record("account confirmed", on=account, ref=str(supporter), now=now, actor_id=by_id, changes=changes)
    first.delete()
