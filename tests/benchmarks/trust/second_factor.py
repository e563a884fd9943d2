"""Everything in the resolver, asked for by a coordinator with the password alone: how much of it answers.

Real things behind the addresses don't matter here: who is turned away is turned away before they are looked up.
(tests/network/people/second_factor/test_everywhere.py asks for real ones.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client

from network.models import User
from tests import reaching
from tests.benchmarks import Figure, exactly
from tests.walking import METHODS, Request, addresses

PARTS = {"page_id": "3", "document": "1/a.pdf", "unconfirmed_email": "x", "password_key": "x-y"}
WAYS: list[tuple[str, Callable[[User], Client], str]] = [
    ("no app set up", reaching.without_an_app, reaching.SET_UP),
    ("the app not shown", reaching.with_an_app_not_shown, reaching.AGAIN),
]


def figures() -> Iterator[Figure]:
    for name, signed_in, sent_to in WAYS:
        with transaction.atomic():
            yield from _figures(name, partial(signed_in, _coordinator()), sent_to)
            transaction.set_rollback(True)


def _figures(name: str, client: Callable[[], Client], sent_to: str) -> Iterator[Figure]:
    every = [Request(address, method) for address in addresses(PARTS) for method in METHODS]
    asked = reaching.guarded(every)
    reached = reaching.reached(client(), asked, sent_to)
    title = f"addresses reached without a second factor, {name}, of {len(asked)}"
    yield exactly(title, len(reached), "addresses", 0)


def _coordinator() -> User:
    user = User.objects.create_user("no-app@example.org")
    user.groups.add(Group.objects.get(name="Coordinators"))
    return user
