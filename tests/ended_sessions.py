"""Browsers in which somebody's session has ended by itself."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from network.models import User
from portal import last_reader


def read_last_by(user: User, client: Client | None = None) -> Client:
    """Nobody is signed in there any more."""
    client = client or Client()
    client.cookies.pop(settings.SESSION_COOKIE_NAME, None)
    answer = HttpResponse()
    last_reader.remember(answer, user)
    client.cookies.update(answer.cookies)
    return client
