"""Browsers that have signed in before, or opened a link from a mail. Each has quotas of its own, so that strangers
can't use up an owner's.

A signed cookie tells it: a random name of the browser, and for each account a keyed hash of both. It names nobody and
opens nothing; whoever reads it learns no more than that some account was used here. Accounts are meant by their
address, so that nothing has to be looked up, and an address that nobody has costs the same.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from portal import readings
from portal.fields import keyed_hash

from .enums import Browser

COOKIE = "known_browser"
SALT = "known browser"
KEPT_FOR = 365 * 24 * 60 * 60
MOST_ACCOUNTS = 20
"""Of one browser; a cookie has its limits too."""


def kind(request: HttpRequest, email: str) -> Browser:
    name, accounts = _told(request)
    return Browser.KNOWN if _digest(name, email) in accounts else Browser.STRANGE


def is_the_only_account(request: HttpRequest, email: str) -> bool:
    """Whether nobody else has ever signed in here."""
    name, accounts = _told(request)
    return accounts == [_digest(name, email)]


def quota(request: HttpRequest, email: str) -> str:
    """Whose quota a request on behalf of this address uses: all strangers have one together."""
    name = _told(request)[0] if kind(request, email) is Browser.KNOWN else ""
    return f"{readings.email_address(email)} {name}"


def remember(request: HttpRequest, response: HttpResponseBase, email: str) -> None:
    name, accounts = _told(request)
    name = name or secrets.token_urlsafe(12)
    others = [account for account in accounts if account != _digest(name, email)]
    response.set_cookie(
        COOKIE,
        signing.dumps([name, [*others, _digest(name, email)][-MOST_ACCOUNTS:]], salt=SALT),
        max_age=KEPT_FOR,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def reads_mail_of(request: HttpRequest, email: str) -> None:
    """Whoever opened a link from a mail there, which has set a password or proven the mailbox."""
    request.reads_mail_of = email  # type: ignore[attr-defined]  # an attribute of ours


def known_by_mail(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Around views of links: strangers who have used up all quotas don't keep the reader from signing in next."""

    @wraps(view)
    def remembering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if email := getattr(request, "reads_mail_of", ""):
            remember(request, response, email)
        return response

    return remembering


def _told(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        name, accounts = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return "", []
    return name, accounts


def _digest(name: str, email: str) -> str:
    return keyed_hash(f"{name} {readings.email_address(email)}", purpose="known browser")[:16]
