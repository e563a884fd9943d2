"""Into the outbox, once more out of it, and what is known of addresses that mail doesn't reach."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Protocol

from django.db import transaction
from django.db.models import Model

from portal import audit

from .enums import Failure, MailState, WrongBy
from .locks import lock_given_up
from .models import OutboxMail, WrongAddress, address_digest
from .rules import SECRETS_LIVE
from .sending import send_mail


def queue(
    kind: str,
    *,
    recipient_id: int | None,
    language: str,
    reference: str = "",
    dedupe_key: str,
    now: datetime,
    sealed: dict[str, str] | None = None,
    urgent: bool = False,
) -> None:
    """Put one mail into the outbox; a second one of the same `dedupe_key` is dropped silently.

    `sealed` lies there encrypted, until the mail is sent or for a day: an "email" other than the account's, a code.
    Such a mail is always urgent: it goes out when the transaction is over, and not at the clock's next round.
    """
    is_urgent = urgent or sealed is not None
    OutboxMail.objects.bulk_create(
        [
            OutboxMail(
                kind=kind,
                recipient_id=recipient_id,
                language=language,
                reference=reference,
                dedupe_key=dedupe_key,
                sealed=sealed,
                expires_at=now + SECRETS_LIVE if sealed is not None else None,
                is_urgent=is_urgent,
                next_try_at=now,
            )
        ],
        ignore_conflicts=True,
    )
    if is_urgent:
        # Where it fails the clock sends the mail: the request has done its work.
        transaction.on_commit(partial(_send_now, dedupe_key), robust=True)


class Reader(Protocol):
    """Somebody of the network."""

    user_id: int | None
    language: str

    @property
    def has_left(self) -> bool: ...


def tell(reader: Reader, about: Model, event: str, *, now: datetime) -> None:
    """That there is news, and not what (D4). One mail an event; `event` names it among those of what it is about, whose
    room has a letter for it (`consultations.news`). Nothing to who has no login, or has left."""
    if reader.user_id is None or reader.has_left:
        return
    kind = f"{about._meta.app_label}.news"
    queue(
        kind,
        recipient_id=reader.user_id,
        language=reader.language,
        dedupe_key=f"{kind}:{about._meta.model_name}:{about.pk}:{event}",
        now=now,
    )


def _send_now(dedupe_key: str) -> None:
    send_mail.enqueue(OutboxMail.objects.values_list("pk", flat=True).get(dedupe_key=dedupe_key))


def try_again(mail: OutboxMail, *, by_id: int, now: datetime) -> bool:
    """From the beginning, and at once. False, where somebody was quicker."""
    with transaction.atomic():
        again = OutboxMail.objects.given_up().filter(pk=mail.pk)
        found = again.update(
            state=MailState.WAITING, settled_at=None, attempts=0, failure=Failure.NONE, next_try_at=now
        )
        if found:
            audit.record("mail tried again", on=mail, ref=str(mail.pk), now=now, actor_id=by_id)
            transaction.on_commit(partial(send_mail.enqueue, mail.pk), robust=True)
    return bool(found)


def drop_secrets(recipient_id: int, *, now: datetime) -> None:
    """Codes and links on their way to somebody who may not be who they should reach."""
    waiting = OutboxMail.objects.waiting().filter(recipient=recipient_id, sealed__isnull=False)
    waiting.update(state=MailState.NOT_NEEDED, settled_at=now, sealed=None)


def say_address_is_wrong(mail: OutboxMail, *, by_id: int, now: datetime) -> bool:
    """By the desk, of a mail that was given up. False, where somebody was quicker."""
    with transaction.atomic():
        found = lock_given_up(mail.pk)
        if found is None:
            return False
        _mark(found.address, WrongBy.DESK, now)
        OutboxMail.objects.filter(pk=mail.pk).update(state=MailState.WRONG_ADDRESS, settled_at=now, sealed=None)
        audit.record("address is wrong", on=mail, ref=str(mail.pk), now=now, actor_id=by_id)
    return True


def note_that_mail_came_back(address: str, by: WrongBy, *, now: datetime) -> None:
    """By the provider's word."""
    with transaction.atomic():
        _mark(address, by, now)
        marked = WrongAddress.objects.of(address).get()
        changes = {"by": str(by)}
        audit.record("address is wrong", on=marked, ref=str(marked.pk), now=now, actor_id=None, changes=changes)


def note_that_mail_arrives(address: str) -> None:
    """Its reader has opened a link or typed a code that was sent there."""
    WrongAddress.objects.of(address).delete()


def _mark(address: str, by: WrongBy, now: datetime) -> None:
    """What lies at the desk for this address is settled by it too; what waits is when its turn comes."""
    marked = WrongAddress(digest=address_digest(address), by=by, since=now)
    WrongAddress.objects.bulk_create([marked], ignore_conflicts=True)
    others = OutboxMail.objects.given_up().filter(recipient__email=address.strip().lower(), sealed=None)
    others.update(state=MailState.WRONG_ADDRESS, settled_at=now)
