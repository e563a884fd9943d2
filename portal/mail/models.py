from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.compiled import Compiled, Parameter
from portal.fields import EncryptedJSONField, keyed_hash
from portal.numbered import Numbered

from .enums import Failure, MailState, WrongBy


class OutboxQuerySet(models.QuerySet["OutboxMail"]):
    def waiting(self) -> OutboxQuerySet:
        return self.filter(state=MailState.WAITING)

    def given_up(self) -> OutboxQuerySet:
        return self.filter(state=MailState.GIVEN_UP)

    def due(self, now: datetime) -> OutboxQuerySet:
        """First what somebody waits for at a page: codes and links."""
        return self.waiting().filter(next_try_at__lte=now).order_by("-is_urgent", "next_try_at", "pk")


class OutboxMail(models.Model):
    """One mail to one reader. No text is stored: it is written when the mail is sent."""

    # Nobody, where an address has no account.
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    language = models.CharField(max_length=10)
    reference = models.CharField(max_length=64, blank=True)
    dedupe_key = models.CharField(max_length=120, unique=True)
    # "email" where it isn't the account's own, "code" and the like: erased on sending, or at `expires_at`.
    sealed = EncryptedJSONField(null=True)
    expires_at = models.DateTimeField(null=True)
    is_urgent = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=MailState.choices, default=MailState.WAITING)
    # When it was sent or its end came otherwise.
    settled_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    failure = models.CharField(max_length=20, choices=Failure.choices, blank=True, default=Failure.NONE)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        permissions = [("handle_outboxmail", "Can send given-up mails again, and say that an address is wrong")]
        indexes = [
            models.Index(fields=["next_try_at"], condition=Q(state=MailState.WAITING), name="mail_waiting"),
            models.Index(fields=["settled_at"], condition=Q(state=MailState.GIVEN_UP), name="mail_given_up"),
            models.Index(fields=["expires_at"], condition=Q(sealed__isnull=False), name="mail_with_secrets"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=MailState.WAITING, settled_at=None)
                | (~Q(state=MailState.WAITING) & Q(settled_at__isnull=False)),
                name="settled_mail_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.dedupe_key

    @property
    def address(self) -> str:
        """Where it goes; empty where there is nobody to write to."""
        own = self.recipient.email if self.recipient else ""
        return (self.sealed or {}).get("email", own)

    @property
    def message_id(self) -> str:
        """Always the same, so that a repetition after a crash is known for one."""
        host = urlsplit(settings.PORTAL_ADDRESS).hostname
        return f"<{keyed_hash(self.dedupe_key, purpose='message id')[:40]}@{host}>"


class WrongAddressQuerySet(models.QuerySet["WrongAddress"]):
    def of(self, address: str) -> WrongAddressQuerySet:
        return self.filter(digest=address_digest(address))


class WrongAddress(Numbered):
    """An address that mail doesn't reach. Only its keyed hash is kept: it may be a stranger's."""

    digest = models.CharField(max_length=64, unique=True)
    by = models.CharField(max_length=20, choices=WrongBy.choices)
    since = models.DateTimeField()

    objects = WrongAddressQuerySet.as_manager()


def is_wrong(address: str) -> bool:
    return bool(_wrong.all(digest=address_digest(address)))


_wrong = Compiled(lambda: WrongAddress.objects.filter(digest=Parameter("digest", WrongAddress, "digest")))


def address_digest(address: str) -> str:
    return keyed_hash(address.strip().lower(), purpose="mail address")
