"""Addresses written oddly: a door that is shut by its address must not open by another spelling of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

import pytest
from django.test import Client

from network.models import User
from tests import reaching
from tests.factories import SupporterFactory, UserFactory

pytestmark = pytest.mark.django_db

SECRET = "Secret Association of Carpenters"
ADDRESSES = [
    *("/admin/", "/admin/supporters/", "/admin/account/", "/admin/mails/", "/admin/pages/"),
    *(
        "/vi/my/",
        "/vi/my/data/",
        "/vi/my/data/download.json",
        "/vi/account/2fa/",
        "/vi/account/email/",
        "/documents/1/a",
    ),
]


def spellings(address: str) -> list[str]:
    start, _slash, rest = address.strip("/").partition("/")
    return [
        f"/{address}",
        f"//{address}",
        f"/.{address}",
        f"/vi/..{address}",
        f"/vi/%2e%2e{address}",
        f"/health/..{address}",
        f"/health{address}",
        f"/{start}//{rest}",
        f"/{start}/./{rest}",
        f"/{start}/;x/{rest}",
        f"/{start.upper()}/{rest}",
        address.upper(),
        address.rstrip("/"),
        f"{address}/",
        f"{address}.",
        f"{address}%20",
        f"{address} ",
        f"{address}\u200b",
        f"{address}%2f",
        f"{address};x",
        f"{address}index.html",
        f"{address.rstrip('/')}%3F",
        f"{address}account/login/",
        f"{address}../account/login/",
        f"/vi{address}",
        f"/EN{address}",
        f"/vi/en{address}",
        f"\\{address[1:]}",
        f"/ｖｉ{address}",
    ]


@pytest.fixture(autouse=True)
def member() -> User:
    """With something to be found."""
    return SupporterFactory(organisation=SECRET).user


def ask(client: Client, path: str) -> Any:
    """As it comes from the line: a client of its own would mend it."""
    return client.get("/", PATH_INFO=unquote_to_bytes(path).decode("latin-1"))


@pytest.fixture
def coordinator() -> User:
    return SupporterFactory(user=UserFactory(groups=["Coordinators"], second_factor=False), organisation=SECRET).user


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_reached_without_an_app_by_any_spelling(address: str, coordinator: User) -> None:
    client = reaching.without_an_app(coordinator)

    led = {path: urlsplit(ask(client, path).headers.get("Location", "")).path for path in spellings(address)}

    in_each_language = {reaching.SET_UP, reaching.SET_UP.replace("/vi/", "/en/")}
    assert {path: way for path, way in led.items() if way not in in_each_language} == {}


@pytest.mark.parametrize("address", ADDRESSES)
def test_stranger_reaches_nothing_by_any_spelling(address: str) -> None:
    client = Client(raise_request_exception=False)

    answers = {path: ask(client, path) for path in spellings(address)}

    assert {path for path, answer in answers.items() if answer.status_code not in (301, 302, 400, 404)} == set()
    assert {path for path, answer in answers.items() if SECRET in answer.text} == set()


@pytest.mark.parametrize("address", ADDRESSES)
def test_odd_spelling_leads_to_no_other_host(address: str, member: User) -> None:
    for client in (Client(), reaching.without_an_app(member)):
        ways = {path: ask(client, path).headers.get("Location", "") for path in spellings(address)}

        assert {path: way for path, way in ways.items() if urlsplit(way).netloc or way.startswith(("//", "/\\"))} == {}
