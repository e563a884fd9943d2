"""The links of a change of address. Made when their mail is sent, so that their time runs from then; nothing of them is
stored."""

from __future__ import annotations

from datetime import datetime

from django.core import signing

from .models import AddressChange
from .rules import LINK_LIVES

NEW = "new address"
OLD = "old address"


def key_for_the_new(change: AddressChange) -> str:
    return signing.dumps(change.pk, salt=NEW)


def key_for_the_old(change: AddressChange) -> str:
    return signing.dumps(change.pk, salt=OLD)


def change_to_confirm(key: str, now: datetime) -> AddressChange | None:
    """Or one that was just confirmed: people press twice."""
    try:
        pk = signing.loads(key, salt=NEW, max_age=LINK_LIVES)
    except signing.BadSignature:
        return None
    return AddressChange.objects.not_given_up(now).filter(pk=pk).first()


def change_to_undo(key: str, now: datetime) -> AddressChange | None:
    """The first by which the address of this mailbox was left: of several askings the old mailbox may hold any link.
    Never one of which this mailbox was to learn nothing, and none at all once such a one was asked for: who reads this
    mailbox may be the one somebody is fleeing from."""
    try:
        told = AddressChange.objects.filter(pk=signing.loads(key, salt=OLD)).first()
    except signing.BadSignature:
        return None
    if told is None:
        return None
    same = AddressChange.objects.filter(user=told.user_id, old_digest=told.old_digest, is_silent=False)
    first = same.to_be_undone(now).order_by("pk").first()
    return None if first is None or _is_followed_by_a_silent_one(first, now) else first


def _is_followed_by_a_silent_one(change: AddressChange, now: datetime) -> bool:
    later = AddressChange.objects.not_given_up(now).filter(user=change.user_id, pk__gt=change.pk)
    return later.filter(is_silent=True).exists()
