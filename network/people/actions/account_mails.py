"""The mails by which people get into their accounts. They lie in the outbox like all others: no request waits for a
mail server, and an address that nobody has costs the same work as a known one. Each answers the mail's dedupe key."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.conf import settings
from django.utils.translation import get_language

from portal import mail

from ..addresses.facts import is_old_mailbox_unsafe
from ..enums import Browser
from ..facts import supporter_of
from ..models import User

SIGN_IN_CODE = "network.sign_in_code"
RESET_PASSWORD = "network.reset_password"  # noqa: S105  the name of a letter
CONFIRM_ADDRESS = "network.confirm_address"
PROOF_CODE = "network.proof_code"
ACCOUNT_NEWS = "network.account_news"
DATA_ERASED = "network.data_erased"
LOGIN_CLOSED = "network.login_closed"
NOBODY = "network.nobody"


def mail_sign_in_code(user: User, email: str, code: str, *, now: datetime) -> str:
    return _ask_for(SIGN_IN_CODE, user, {"email": email, "code": code}, now=now)


def mail_proof_code(user: User, code: str, *, now: datetime) -> str:
    """To somebody who is signed in, and is to show that it is they."""
    return _ask_for(PROOF_CODE, user, {"email": user.email, "code": code}, now=now)


def mail_reset_link(user: User, email: str, *, browser: Browser, now: datetime) -> str:
    """The link itself is made when the mail is sent (`signing_in.reset_links`); those asked for before die now."""
    return _ask_for(RESET_PASSWORD, user, {"email": email}, now=now, reference=browser)


def mail_confirmation(address: EmailAddress, *, now: datetime) -> str:
    return _ask_for(CONFIRM_ADDRESS, address.user, {"email": address.email}, now=now, reference=str(address.pk))


def mail_account_news(user: User, *, now: datetime) -> None:
    """Something about the account is not as it was: its owner may not be who has done it."""
    mail.queue(
        ACCOUNT_NEWS,
        recipient_id=user.pk,
        language=_language_of(user),
        dedupe_key=f"{ACCOUNT_NEWS}:{uuid4().hex}",
        now=now,
        urgent=True,
    )


def mail_that_data_are_erased(user: User, *, language: str, now: datetime) -> None:
    _mail_that_outlives(DATA_ERASED, user, language, now)


def mail_that_login_is_closed(user: User, *, language: str, now: datetime) -> None:
    _mail_that_outlives(LOGIN_CLOSED, user, language, now)


def mail_nobody(*, now: datetime) -> str:
    """A row that is never sent, where an address has no account: neither time nor answer tells."""
    return _ask_for(NOBODY, None, {}, now=now)


def _mail_that_outlives(kind: str, user: User, language: str, now: datetime) -> None:
    """The login is gone when it is sent, so it brings the address along."""
    if not user.is_active or is_old_mailbox_unsafe(user.pk, now=now):
        return
    key = f"{kind}:{uuid4().hex}"
    mail.queue(kind, recipient_id=None, language=language, dedupe_key=key, sealed={"email": user.email}, now=now)


def _ask_for(kind: str, user: User | None, sealed: dict[str, str], *, now: datetime, reference: str = "") -> str:
    """Each asking is a mail of its own. Into a mailbox that somebody else reads nothing goes, with the same answer."""
    # Asked for nobody too: what is known must not cost more than what isn't.
    if is_old_mailbox_unsafe(user.pk if user else 0, now=now):
        kind, user, sealed = NOBODY, None, {}
    key = f"{kind}:{uuid4().hex}"
    mail.queue(
        kind,
        recipient_id=user.pk if user else None,
        language=_language_of(user),
        reference=reference,
        dedupe_key=key,
        sealed=sealed,
        now=now,
    )
    return key


def _language_of(user: User | None) -> str:
    supporter = supporter_of(user) if user else None
    return supporter.language if supporter else get_language() or settings.LANGUAGE_CODE
