from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction

from .models import OutboxMail
from .rules import SECRETS_LIVE
from .tasks import send_mail


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


def _send_now(dedupe_key: str) -> None:
    send_mail.enqueue(OutboxMail.objects.values_list("pk", flat=True).get(dedupe_key=dedupe_key))
