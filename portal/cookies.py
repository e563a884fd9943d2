"""The cookies by which the portal itself knows a browser again."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponseBase


def give(response: HttpResponseBase, name: str, value: str, *, kept_for: timedelta) -> None:
    """No script reads it, and from another site nothing but a link brings it along."""
    response.set_cookie(
        name, value, max_age=kept_for, httponly=True, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax"
    )
