"""The outbox. A row is written in the transaction of what it tells of; the tick renders and sends it (D4)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models
from django.utils import timezone, translation
from wagtail import hooks

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
ATTEMPTS = 8


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str


# Builds the letter for a recipient and a reference; runs in the reader's language. None: nothing to say any more.
LetterBuilder = Callable[[Any, str], Letter | None]


class OutboxQuerySet(models.QuerySet["OutboxMail"]):
    def due(self, now: datetime) -> OutboxQuerySet:
        return self.filter(sent_at=None, attempts__lt=ATTEMPTS, next_try_at__lte=now)


class OutboxMail(models.Model):
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    language = models.CharField(max_length=10)
    reference = models.CharField(max_length=64, blank=True)
    dedupe_key = models.CharField(max_length=120, unique=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["next_try_at"], condition=models.Q(sent_at=None), name="mail_waiting"),
        ]

    def __str__(self) -> str:
        return self.dedupe_key


def queue(kind: str, *, recipient_id: int, language: str, reference: str = "", dedupe_key: str, now: datetime) -> None:
    """Put one mail into the outbox; a second one of the same `dedupe_key` is dropped silently."""
    OutboxMail.objects.bulk_create(
        [
            OutboxMail(
                kind=kind,
                recipient_id=recipient_id,
                language=language,
                reference=reference,
                dedupe_key=dedupe_key,
                next_try_at=now,
            )
        ],
        ignore_conflicts=True,
    )


def letter_builders() -> dict[str, LetterBuilder]:
    return {kind: build for hook in hooks.get_hooks("portal_letters") for kind, build in hook().items()}


def send_due_mail(now: datetime) -> None:
    """Send what is due. Each row is claimed by a conditional update, so two ticks never send it twice."""
    builders = letter_builders()
    for mail in OutboxMail.objects.due(now).order_by("next_try_at").select_related("recipient")[:100]:
        claimed = OutboxMail.objects.filter(pk=mail.pk, sent_at=None, attempts=mail.attempts).update(
            attempts=mail.attempts + 1, next_try_at=now + LEASE * 2**mail.attempts
        )
        if claimed:
            _send(mail, builders[mail.kind])


def _send(mail: OutboxMail, build: LetterBuilder) -> None:
    with translation.override(mail.language):
        letter = build(mail.recipient, mail.reference)
    if letter is not None:
        try:
            headers = {"Content-Language": mail.language}
            EmailMessage(letter.subject, letter.text, to=[mail.recipient.email], headers=headers).send()
        except (OSError, SMTPException) as error:
            logger.warning("mail %s waits: %s", mail.pk, type(error).__name__)
            return
    OutboxMail.objects.filter(pk=mail.pk).update(sent_at=timezone.now())
