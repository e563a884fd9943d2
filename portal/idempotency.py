"""Once: the same form sent again, by whatever number of clients, gives the first result; with other content it is
neither done nor said to be."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import IntegrityError, models, transaction

from .fields import keyed_hash

KEPT_FOR = timedelta(days=7)


class IdempotencyKey(models.Model):
    # The user's id, or "anonymous": the key itself can't be guessed.
    owner = models.CharField(max_length=40)
    key = models.UUIDField()
    # A keyed hash; empty where not even that may be kept.
    content = models.CharField(max_length=64, default="", db_default="")
    result = models.CharField(max_length=500)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="one_result_per_idempotency_key")]
        indexes = [models.Index(fields=["created_at"], name="idempotency_by_age")]

    def __str__(self) -> str:
        return str(self.key)


class SentBeforeError(Exception):
    """The key has come before, with other content. `address` shows what stands since."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


def once(owner: str, key: uuid.UUID, act: Callable[[], str], *, content: str = "", now: datetime) -> str:
    """The address that `act` returned for this key, running it in a transaction if nobody has yet.

    Raises SentBeforeError where the key came with another `content`, a sign of what is sent.
    The row is written first, so that a second client waits for the first one's commit instead of acting beside it.
    """
    try:
        with transaction.atomic():
            row = IdempotencyKey.objects.create(owner=owner, key=key, content=content, result="", created_at=now)
            row.result = act()
            row.save(update_fields=["result"])
            return row.result
    except IntegrityError:
        known = IdempotencyKey.objects.filter(owner=owner, key=key).first()
        if known is None:
            raise
        if known.content == content:
            return known.result
    raise SentBeforeError(known.result)


def result_of(owner: str, key: uuid.UUID) -> str | None:
    """Of what was sent with this key; None: nothing was."""
    return IdempotencyKey.objects.filter(owner=owner, key=key).values_list("result", flat=True).first()


def forget_result(owner: str, key: uuid.UUID, result: str) -> None:
    """Of what it led to nothing is left. Who was quicker has another result by now, which stays."""
    IdempotencyKey.objects.filter(owner=owner, key=key, result=result).delete()


def key_of(page: uuid.UUID, said: str) -> uuid.UUID:
    """Of a form whose page may be sent once more with something else in it: that is another sending, not the first."""
    return uuid.uuid5(page, keyed_hash(said, purpose="what a form has sent"))


def forget_old_keys(now: datetime) -> None:
    IdempotencyKey.objects.filter(created_at__lt=now - KEPT_FOR).delete()
