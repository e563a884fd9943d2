from __future__ import annotations

from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from portal import audit, readings
from portal.fields import keyed_hash

from ..facts import UNPROVEN_PASSWORD_DROPPED
from ..locks import lock_login
from ..models import User
from ..signing_in.reset_links import ResetLinks
from .sessions import end_all_sessions

SALT_LENGTH = 22


def set_password_by_link(user: User, token: str, password: str, *, now: datetime) -> bool:
    """False, where the link has died since its page was shown: of many who send at once one passes. The link came by
    mail, so the mailbox is proven with it."""
    hashed = make_password(readings.password(password))  # slow on purpose, so not inside the transaction
    with transaction.atomic():
        locked = lock_login(user.pk)
        if not ResetLinks().check_token(locked, token):
            return False
        locked.password, locked.password_set_at = hashed, now
        locked.save(update_fields=["password", "password_set_at"])
        for address in EmailAddress.objects.filter(user=locked, email=locked.email):
            address.set_verified()
    return True


def salt_of(key: UUID) -> str:
    """Of the password in a registration that was sent with this key: however often it is sent, the same, so that it
    can be told by it which form has set the password that an account has. As long as Django's own: the hash with it
    must fit its column, as PostgreSQL sees to."""
    return keyed_hash(str(key), purpose="salt of a registration")[:SALT_LENGTH]


def drop_unproven_password(user: User, *, but_for: str | None, now: datetime) -> None:
    """Whoever knows it isn't who has proven the mailbox. The sign-in that proves it goes on (`but_for`)."""
    with transaction.atomic():
        user.set_unusable_password()
        user.save(update_fields=["password"])
        audit.record(UNPROVEN_PASSWORD_DROPPED, on=user, ref=str(user.pk), now=now, actor_id=user.pk)
        end_all_sessions(user, but_for=but_for, by_id=user.pk, now=now)
    user.refresh_from_db(fields=["sessions_ended"])
