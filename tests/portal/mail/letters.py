"""Letters of no room, from the queue to the reader."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.core import mail as django_mail
from django.utils.translation import get_language

from network.models import User
from portal import mail
from portal.mail import Letter, LetterKind, OutboxMail

NOW = datetime(2026, 5, 1, 10, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def hello(row: OutboxMail) -> Letter:
    return Letter("Tin mới", f"{get_language()} {row.reference} {(row.sealed or {}).get('code', '')}".strip())


def nothing(row: OutboxMail) -> None:
    return None


def broken(row: OutboxMail) -> Letter:
    raise LookupError(f"secret of {row.address}")


KINDS = {f"test.{build.__name__}": LetterKind("words", build) for build in (hello, nothing, broken)}


def queue(key: str = "hello-1", *, kind: str = "test.hello", to: str = "reader@example.org", **more: Any) -> OutboxMail:
    user = User.objects.get_or_create(email=to)[0] if to else None
    queued = {"recipient_id": user.pk if user else None, "language": "vi", "reference": "42", "now": NOW, **more}
    mail.queue(kind, dedupe_key=key, **queued)
    return OutboxMail.objects.get(dedupe_key=key)


def sent() -> list[tuple[str, list[str]]]:
    return [(str(message.body), message.to) for message in django_mail.outbox]


def states() -> list[str]:
    return list(OutboxMail.objects.order_by("pk").values_list("state", flat=True))
