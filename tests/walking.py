"""Every address of the portal, asked for by everybody in every way; tests/roles_matrix.csv says what each must get.

What writes is rolled back. Bodies are mostly empty: the question is who gets as far as being told what is missing.
"""

from __future__ import annotations

import re
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

import time_machine
from django.conf import settings
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.template.backends.django import Template
from django.template.response import SimpleTemplateResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern
from django.utils import translation

from network.models import User
from portal.methods import BESIDES
from tests.factories import SupporterFactory, UserFactory
from tests.sessions.made import DURING_SIGN_UP
from tests.things import FACILITATOR, OWNER, things
from tests.things.admin import make_personal

GROUPS = ["Editors", "Desk", "Claims officers", "Treasurers", "Coordinators", "Auditors"]
# The owner is the supporter whose things are asked for; another supporter must not get them.
ROLES = ["stranger", "supporter", "owner", "facilitator", *GROUPS, "administrator"]
# HEAD is answered as GET is (tests/portal/test_methods.py).
METHODS = ("GET", "POST")
NOW = DURING_SIGN_UP

READING = ("SELECT", "SAVEPOINT", "RELEASE")

# What stands for a part of an address when nothing real is known by its name.
NOTHING = {"int": "0", "uuid": "00000000-0000-0000-0000-000000000000"}
PART = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")

# Addresses written as regular expressions, with one that each of them matches.
BY_EXPRESSION = {
    r"^(?P<pk>\d+)/revisions/compare/": "{page_id}/revisions/compare/earliest...live/",
    r"^.*/$": "nowhere/",
    r"^documents/(\d+)/(.*)$": "documents/{document}",
    r"^confirm-email/": "confirm-email/{unconfirmed_email}/",
    r"^password/reset/key/": "password/reset/key/{password_key}/",
    r"^((?:[\w\-]+/)*)$": "",
}


@dataclass(frozen=True)
class Address:
    route: str
    name: str
    path: str
    body: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.route, self.name

    @property
    def room(self) -> str:
        """Its namespace, or nothing."""
        return self.name.rpartition(":")[0]


@dataclass(frozen=True)
class Request:
    address: Address
    method: str

    @property
    def key(self) -> tuple[str, str, str]:
        return *self.address.key, self.method


def everything() -> dict[str, str]:
    """Makes one of everything there is an address for, and answers how addresses speak of them."""
    with time_machine.travel(NOW, tick=False):
        return things()


def requests(known: dict[str, str]) -> list[Request]:
    return [
        Request(address, method)
        for address in addresses(known)
        for method in (*METHODS, *BESIDES.get(address.name, ()))
    ]


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
            name = f"{above.name}{pattern.name or ''}"
            yield Address(within.route, name, within.path + known.get(f"{name}?", ""), known.get(f"{name}!", ""))


def _filled(pattern: URLPattern | URLResolver, namespace: str, known: dict[str, str]) -> str:
    """With real things where `known` has them, by `namespace:name:part`, `namespace:part` or the part alone."""
    text = str(pattern.pattern).removeprefix("^" if isinstance(pattern, URLResolver) else "")
    if isinstance(pattern, URLPattern) and isinstance(pattern.pattern, RegexPattern):
        return next(path for start, path in BY_EXPRESSION.items() if text.startswith(start)).format_map(
            defaultdict(lambda: "x", known)
        )

    def value(part: re.Match[str]) -> str:
        names = (f"{namespace}{getattr(pattern, 'name', '')}:{part['name']}", namespace + part["name"], part["name"])
        found = (known[name] for name in names if name in known)
        return next(found, NOTHING.get(part["kind"] or "str", "x"))

    return PART.sub(value, text)


def someone(role: str) -> User | None:
    match role:
        case "supporter":
            return SupporterFactory(experienced=True).user
        case "owner":
            return User.objects.get(email=OWNER)
        case "facilitator":
            return User.objects.get(email=FACILITATOR)
        case "administrator":
            return UserFactory(administrator=True)
    return UserFactory(groups=[role]) if role in GROUPS else None


def answers(role: str, asked: list[Request]) -> list[str]:
    """One for each request: a status, and for redirections whether they send to the sign-in or refuse."""
    with time_machine.travel(NOW, tick=False), _pages_are_left_blank():
        client = Client(raise_request_exception=False)
        if user := someone(role):
            make_personal(user)
            client.force_login(user)
        session = client.session.session_key if user else None
        return [_answer(client, session, request) for request in asked]


def passes(answer: str) -> bool:
    """Whether whoever got it was let in."""
    return answer not in ("401", "403", "404", "405", "410") and not answer.endswith(("sign in", "refused"))


def _answer(client: Client, session: str | None, request: Request) -> str:
    path = request.address.path
    client.cookies.clear()  # messages lie there, and another session after signing out
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    with _rolled_back():
        body = "" if request.method == "GET" else request.address.body
        response = client.generic(request.method, path, body, "application/x-www-form-urlencoded")
        if response.streaming:
            list(response)  # read to its end, a file is closed
        to = urlsplit(response.headers.get("Location", "")).path
        refused = to == "/admin/" and _is_told_no(response)
    status = str(response.status_code)
    if to in ("/admin/login/", f"/{settings.LANGUAGE_CODE}/account/login/") and to != path:
        return f"{status} sign in"
    if to == f"/{settings.LANGUAGE_CODE}{path}":
        return "404"  # Django tries what it doesn't find once more below a language
    return f"{status} refused" if refused else status


def _is_told_no(response: HttpResponse) -> bool:
    """How Wagtail's admin refuses who may be in it, but not there: sent to its first page, with an error."""
    return any(message.level_tag == "error" for message in get_messages(response.wsgi_request))


@contextmanager
def _rolled_back() -> Iterator[None]:
    """Whatever the method: an address that is only looked at may end a session."""
    written = False

    def watched(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        nonlocal written
        written = written or not sql.startswith(READING)
        return execute(sql, *arguments)

    with transaction.atomic(), connection.execute_wrapper(watched):
        yield
        transaction.set_rollback(True)
    if written:
        cache.clear()  # it remembers what no longer is


@contextmanager
def _pages_are_left_blank() -> Iterator[None]:
    """Whether somebody may see a page is decided before Wagtail writes it; writing them all would take minutes."""

    def blank(response: SimpleTemplateResponse) -> SimpleTemplateResponse:
        response.content = b""
        return response

    with (
        patch.object(SimpleTemplateResponse, "render", blank),
        patch.object(Template, "render", return_value=" "),  # of no letters, a message would not be kept
        warnings.catch_warnings(action="ignore"),
    ):
        # Wagtail's pages may warn of what they do: this is about who gets them.
        yield
