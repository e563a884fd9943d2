from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from portal.mail import OutboxMail

from ..models import User
from .models import AddressChange


def is_address_taken(address: str, *, but_for: int | None, now: datetime) -> bool:
    """One question for all doors by which an account gets an address."""
    logins = User.objects.filter(email=address).exclude(pk__in=[but_for])
    return logins.exists() or is_address_reserved(address, but_for=but_for, now=now)


def is_address_reserved(address: str, *, but_for: int | None, now: datetime) -> bool:
    """For an account that left it and can still undo that."""
    return AddressChange.objects.leaving(address).in_time(now).exclude(user=but_for).exists()


def is_mail_held(mail: OutboxMail) -> bool:
    return mail.recipient_id is not None and is_old_mailbox_unsafe(mail.recipient_id, now=timezone.now())


def is_old_mailbox_unsafe(user_id: int, *, now: datetime) -> bool:
    """Somebody else reads it, its owner has said, and a new address is not confirmed yet."""
    return AddressChange.objects.silent(now).filter(user=user_id).exists()
