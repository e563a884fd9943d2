"""Sessions that nobody uses end, counted from the last request that a person made. The end stands in their row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from portal.doors import asked_for

from ..models import User
from ..rules.idle import idle_limit, is_written_anew
from .browser_sessions import SHARED_PHONE, SessionStore

Page = Callable[[HttpRequest], HttpResponseBase]

# What Wagtail's editor asks by itself, all the time that it stands open.
UNASKED = frozenset({"wagtailadmin_editing_sessions:ping", "wagtailadmin_editing_sessions:release"})

LOOKING_AGAIN = "looking-again"
"""In the address of a page that loads itself anew."""


def counted_from_the_last_request(page: Page) -> Page:
    """Middleware."""

    def middleware(request: Any) -> HttpResponseBase:
        is_used = _is_signed_in(request) and _is_a_persons(request)
        goes_on = is_used and _goes_on(request.session, request.user, timezone.now())
        response = page(request)
        # Where the session was changed, Django gives the cookie its new end.
        if goes_on and not request.session.modified:
            _give_cookie(request, response)
        return response

    return middleware


def begin(session: SessionStore, user: User, now: datetime) -> None:
    """On signing in."""
    session.ends_at = now + _limit(session, user)


def _is_signed_in(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def _is_a_persons(request: HttpRequest) -> bool:
    return asked_for(request) not in UNASKED and LOOKING_AGAIN not in request.GET


def _limit(session: SessionStore, user: User) -> timedelta:
    return idle_limit(works_in_the_office=user.works_in_the_office, on_a_shared_phone=session.get(SHARED_PHONE, False))


def _goes_on(session: SessionStore, user: User, now: datetime) -> bool:
    limit = _limit(session, user)
    if session.ends_at is None or not is_written_anew(ends_at=session.ends_at, limit=limit, now=now):
        return False
    session.go_on_until(now + limit)
    return True


def _give_cookie(request: HttpRequest, response: HttpResponseBase) -> None:
    session = request.session
    response.set_cookie(
        settings.SESSION_COOKIE_NAME,
        str(session.session_key),
        max_age=None if session.get_expire_at_browser_close() else session.get_expiry_age(),
        domain=settings.SESSION_COOKIE_DOMAIN,
        path=settings.SESSION_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=settings.SESSION_COOKIE_HTTPONLY,
        samesite=settings.SESSION_COOKIE_SAMESITE,  # type: ignore[arg-type]  # a setting is any string
    )
