"""A sign-in code lives fifteen minutes from when it was sent. allauth counts from when it was asked for, in the
session: its clocks are moved on to the sending, which a busy mail server may delay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from portal.mail import OutboxMail

# The dedupe key of the mail with the code that this browser has asked for last.
ASKED = "code_asked_for"
# Where allauth keeps a sign-in that isn't over; it has no public name. A test watches over it.
PENDING = "account_login"


def remember(request: HttpRequest, dedupe_key: str) -> None:
    """For known and unknown addresses alike, so that no cookie tells them apart."""
    request.session[ASKED] = dedupe_key


def lives_from_sending(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """For the page on which the code is typed."""

    @wraps(view)
    def moved_on(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if PENDING in request.session:
            _move_on(request.session, timezone.now())
        return view(request, *args, **kwargs)

    return moved_on


def _move_on(session: SessionBase, now: datetime) -> None:
    asked = OutboxMail.objects.filter(dedupe_key=session.get(ASKED, "")).first()
    if asked is None:
        return
    since = (asked.settled_at or now).timestamp()
    login = session[PENDING]
    code = login["state"]["stages"].get("login_by_code", {}).get("data", {})
    if code.get("at", since) < since:
        login["initiated_at"] = code["at"] = since
        session.modified = True
