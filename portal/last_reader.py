"""A cookie: whose pages this browser shows, be they signed in or not any more.

What is sent when a session has ended is kept for whom it names, and for nobody whose page somebody has merely copied.
It is worth nothing once its owner has ended all sessions: then it may be a copy itself.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cryptography.fernet import InvalidToken
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponseBase

from . import cookies
from .fields import decrypt, encrypt, keyed_hash

COOKIE = "last_signed_in"
KEPT_FOR = timedelta(days=365)


def remember(response: HttpResponseBase, user: Any) -> None:
    cookies.give(response, COOKIE, encrypt(f"{user.pk} {_sessions_of(user)}"), kept_for=KEPT_FOR)


def forget(response: HttpResponseBase) -> None:
    response.delete_cookie(COOKIE)


def go_on(request: HttpRequest, response: HttpResponseBase) -> None:
    """Where all sessions ended but this one."""
    if request.COOKIES.get(COOKIE) and request.user.is_authenticated:
        remember(response, request.user)


def who(request: HttpRequest) -> int | None:
    """Nobody whose account is closed, or was erased on another device."""
    try:
        told, sessions = decrypt(request.COOKIES.get(COOKIE, "")).split()
    except (InvalidToken, ValueError):
        return None
    user = get_user_model().objects.filter(pk=int(told), is_active=True).first()
    return user.pk if user and sessions == _sessions_of(user) else None


def _sessions_of(user: Any) -> str:
    """Another one as soon as this person's sessions end on purpose."""
    return keyed_hash(user.get_session_auth_hash(), purpose="last sign-in of a browser")[:16]
