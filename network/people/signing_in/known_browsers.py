"""Browsers that have signed in before, or opened a link from a mail. Each has quotas of its own, so that strangers
can't use up an owner's.

A signed cookie tells it: a random name of the browser, and for each account a keyed hash of both. It names nobody and
opens nothing; whoever reads it learns no more than that some account was used here. Accounts are meant by their
address; nothing is looked up for a strange browser, so an address that nobody has costs the same.

What ends all sessions on purpose makes strangers of the browsers known so far, but for the one in which it is done: of
their cookies somebody may hold a copy, and would use up what is the owner's there.

Strangers can use up all that strangers may try and ask for, and the owner on a new telephone is a stranger too. But
what strangers ask for comes into the owner's mailbox: each such mail holds a link that makes the browser of whoever
reads it a known one, before anybody signs in with it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from portal import cookies, last_reader, readings
from portal.fields import keyed_hash

from ..enums import Browser
from ..models import User

COOKIE = "known_browser"
SALT = "known browser"
KEPT_FOR = timedelta(days=365)
MOST_ACCOUNTS = 20
"""Of one browser; a cookie has its limits too."""
OF_ADDRESS, OF_SESSIONS = 10, 6
"""Digits of a hash, of which one says whose account it is, and one since when the browser is known."""

LINK_SALT = "this browser"
# As long as somebody who registers with a known address brings no second mail.
LINK_LIVES = timedelta(hours=24)


def kind(request: HttpRequest, email: str) -> Browser:
    name, accounts = _told(request)
    was_here = _whose(name, email) in map(_owner, accounts)
    return Browser.KNOWN if was_here and _digest(name, email) in accounts else Browser.STRANGE


def is_the_only_account(request: HttpRequest, email: str) -> bool:
    """Whether nobody else has ever signed in here."""
    name, accounts = _told(request)
    return list(map(_owner, accounts)) == [_whose(name, email)]


def quota(request: HttpRequest, email: str) -> str:
    """Whose quota a request on behalf of this address uses: all strangers have one together."""
    name = _told(request)[0] if kind(request, email) is Browser.KNOWN else ""
    return f"{readings.email_address(email)} {name}"


def remember(request: HttpRequest, response: HttpResponseBase, email: str) -> None:
    name, accounts = _told(request)
    name = name or secrets.token_urlsafe(12)
    others = [account for account in accounts if _owner(account) != _whose(name, email)]
    known = signing.dumps([name, [*others, _digest(name, email)][-MOST_ACCOUNTS:]], salt=SALT)
    cookies.give(response, COOKIE, known, kept_for=KEPT_FOR)


def key_for(reader: User) -> str:
    return signing.dumps([reader.pk, _mailbox(reader.email)], salt=LINK_SALT)


def reader_of(key: str) -> User | None:
    """Nobody, where the account has left that mailbox since."""
    try:
        pk, digest = signing.loads(key, salt=LINK_SALT, max_age=LINK_LIVES)
    except signing.BadSignature:
        return None
    reader = User.objects.filter(pk=pk, is_active=True).first()
    return reader if reader and _mailbox(reader.email) == digest else None


def _mailbox(email: str) -> str:
    return keyed_hash(email, purpose="link for a browser")[:16]


def owner_is_here(request: HttpRequest, email: str) -> None:
    """Who has set a password or ended all sessions there, or opened a link from a mail, which proves the mailbox."""
    request.owner_is_here = email  # type: ignore[attr-defined]  # an attribute of ours


def known_afterwards(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Around views where that happens: strangers who have used up all quotas don't keep the owner from signing in
    next."""

    @wraps(view)
    def remembering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if email := getattr(request, "owner_is_here", ""):
            remember(request, response, email)
            last_reader.go_on(request, response)
        return response

    return remembering


def _told(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        name, accounts = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return "", []
    return name, accounts


def _digest(name: str, email: str) -> str:
    user = User.objects.filter(email=readings.email_address(email)).first()
    sessions = user.get_session_auth_hash() if user else ""
    return _whose(name, email) + keyed_hash(f"{name} {sessions}", purpose="since a browser is known")[:OF_SESSIONS]


def _whose(name: str, email: str) -> str:
    return keyed_hash(f"{name} {readings.email_address(email)}", purpose="known browser")[:OF_ADDRESS]


def _owner(account: str) -> str:
    return account[:OF_ADDRESS]
