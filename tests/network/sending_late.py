"""Somebody's browser, whose session ends before a form is sent."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from typing import Any

from django.test import Client
from django.utils import timezone

from network.models import BrowserSession, User
from tests.factories import PASSWORD

NOW = datetime(2026, 5, 15, 3, 0, tzinfo=UTC)
ASK = "/en/my/papers/ask/"
UNSENT = "/en/my/unsent/"
SIGN_IN = f"/en/account/login/?next={UNSENT.replace('/', '%2F')}"
TYPED = {"name": "Nguyễn Thị Lan\r\nsecond line", "language": "vi"}
BY_A_PERSON = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate"}


def sign_in(client: Client, user: User) -> None:
    client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})


def browser_of(user: User) -> Client:
    client = Client()
    sign_in(client, user)
    return client


def send(client: Client, address: str = ASK, typed: dict[str, Any] = TYPED, **headers: str) -> Any:
    return client.post(address, typed, headers={**BY_A_PERSON, **headers})


def session_ends(client: Client) -> None:
    BrowserSession.objects.update(expire_date=timezone.now())
    client.get("/en/my/")  # as another tab does; the browser forgets its cookie with that


def kept_on_the_page(client: Client) -> list[tuple[str, dict[str, str]]]:
    """Where each form would be sent, and what with."""
    form = re.compile(r'<form method="post" action="([^"]*[?]unsent=[^"]*)"(.*?)</form>', flags=re.DOTALL)
    field = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', flags=re.DOTALL)
    return [
        (unescape(address), {name: unescape(value) for name, value in field.findall(body) if "csrf" not in name})
        for address, body in form.findall(client.get(UNSENT).text)
    ]
