"""Every address of the portal, asked for by every role with GET; tests/roles_matrix.csv says what each must get."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unittest.mock import patch
from urllib.parse import urlsplit

from django.conf import settings
from django.template.response import SimpleTemplateResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern
from django.utils import translation

from network.models import User
from tests.factories import SupporterFactory, UserFactory

GROUPS = ["Editors", "Desk", "Claims officers", "Treasurers", "Coordinators", "Auditors"]
ROLES = ["stranger", "supporter", *GROUPS, "administrator"]

# What stands for a part of an address when nothing real is known by its name.
NOTHING = {"int": "0", "uuid": "00000000-0000-0000-0000-000000000000"}
PART = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")

# Addresses written as regular expressions, with one that each of them matches.
BY_EXPRESSION = {
    r"^(?P<pk>\d+)/revisions/compare/": "{page_id}/revisions/compare/earliest...live/",
    r"^.*/$": "nowhere/",
    r"^(\d+)/(.*)$": "{document}/",
    r"^confirm-email/": "confirm-email/x/",
    r"^password/reset/key/": "password/reset/key/x-y/",
    r"^((?:[\w\-]+/)*)$": "",
}


@dataclass(frozen=True)
class Address:
    route: str
    name: str
    path: str

    @property
    def key(self) -> tuple[str, str]:
        return self.route, self.name

    @property
    def room(self) -> str:
        """Its namespace, or nothing."""
        return self.name.rpartition(":")[0]


def addresses(known: dict[str, str]) -> list[Address]:
    """All of the resolver; of the languages' only those of the first."""
    with translation.override(settings.LANGUAGE_CODE):
        return list(_walk(get_resolver().url_patterns, Address("/", "", "/"), known))


def _walk(patterns: Iterable[URLPattern | URLResolver], above: Address, known: dict[str, str]) -> Iterator[Address]:
    for pattern in patterns:
        within = Address(
            above.route + str(pattern.pattern), above.name, above.path + _filled(pattern, above.name, known)
        )
        if isinstance(pattern, URLResolver):
            name = f"{above.name}{pattern.namespace}:" if pattern.namespace else above.name
            yield from _walk(pattern.url_patterns, Address(within.route, name, within.path), known)
        else:
            yield Address(within.route, f"{above.name}{pattern.name or ''}", within.path)


def _filled(pattern: URLPattern | URLResolver, namespace: str, known: dict[str, str]) -> str:
    """With real things where `known` has them, by `namespace:name:part`, `namespace:part` or the part alone."""
    text = str(pattern.pattern).removeprefix("^" if isinstance(pattern, URLResolver) else "")
    if isinstance(pattern, URLPattern) and isinstance(pattern.pattern, RegexPattern):
        return next(path for start, path in BY_EXPRESSION.items() if text.startswith(start)).format_map(known)

    def value(part: re.Match[str]) -> str:
        names = (f"{namespace}{getattr(pattern, 'name', '')}:{part['name']}", namespace + part["name"], part["name"])
        found = (known[name] for name in names if name in known)
        return next(found, NOTHING.get(part["kind"] or "str", "x"))

    return PART.sub(value, text)


def someone(role: str) -> User | None:
    if role == "supporter":
        return SupporterFactory(experienced=True).user
    if role == "administrator":
        return UserFactory(administrator=True)
    return UserFactory(groups=[role]) if role in GROUPS else None


def answers(role: str, asked: list[Address]) -> list[str]:
    """One for each address: a status, and for redirections whether they send to the sign-in or refuse."""
    client = Client(raise_request_exception=False)
    if user := someone(role):
        client.force_login(user)
    with _pages_are_left_blank():
        answered = [_answer(client, address) for address in asked]
    assert ("_auth_user_id" in client.session) is bool(user), "one of the addresses signed in or out"
    return answered


def _answer(client: Client, address: Address) -> str:
    response = client.get(address.path)
    if response.streaming:
        list(response)  # read to its end, a file is closed
    status = str(response.status_code)
    to = urlsplit(response.headers.get("Location", "")).path
    if to in ("/admin/login/", f"/{settings.LANGUAGE_CODE}/account/login/") and to != address.path:
        return f"{status} sign in"
    if to == f"/{settings.LANGUAGE_CODE}{address.path}":
        return "404"  # Django tries what it doesn't find once more below a language (trap 2)
    # How Wagtail's admin refuses who may be in it, but not there.
    return f"{status} refused" if to == "/admin/" and address.path != "/admin/" else status


@contextmanager
def _pages_are_left_blank() -> Iterator[None]:
    """Whether somebody may see a page is decided before Wagtail writes it; writing them all would take minutes."""

    def blank(response: SimpleTemplateResponse) -> SimpleTemplateResponse:
        response.content = b""
        return response

    with patch.object(SimpleTemplateResponse, "render", blank), warnings.catch_warnings(action="ignore"):
        # Wagtail's pages may warn of what they do: this is about who gets them.
        yield
