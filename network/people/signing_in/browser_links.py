"""Links in mails by which a browser becomes a known one (`known_browsers`), before anybody signs in with it.

Strangers can use up all that strangers may try and ask for, and the owner on a new telephone is a stranger too. But
what strangers ask for comes into the owner's mailbox: each such mail opens a door for whoever reads it.
"""

from __future__ import annotations

from datetime import timedelta

from django.core import signing

from portal.fields import keyed_hash

from ..models import User

SALT = "this browser"
# As long as somebody who registers with a known address brings no second mail.
LINK_LIVES = timedelta(hours=24)


def key_for(reader: User) -> str:
    return signing.dumps([reader.pk, _digest(reader.email)], salt=SALT)


def reader_of(key: str) -> User | None:
    """Nobody, where the account has left that mailbox since."""
    try:
        pk, digest = signing.loads(key, salt=SALT, max_age=LINK_LIVES)
    except signing.BadSignature:
        return None
    reader = User.objects.filter(pk=pk, is_active=True).first()
    return reader if reader and _digest(reader.email) == digest else None


def _digest(email: str) -> str:
    return keyed_hash(email, purpose="link for a browser")[:16]
