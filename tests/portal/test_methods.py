from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from portal.methods import BESIDES
from tests.factories import UserFactory
from tests.things import things
from tests.walking import NOW, Request, addresses, answers

pytestmark = pytest.mark.django_db

UNUSED = ["OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"]


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(UserFactory(administrator=True))
    return client


def test_method_that_nothing_sends_is_refused_at_every_address(administrator: Client) -> None:
    answered = []
    for address in addresses({"page_id": "1", "document": "1/a.pdf", "unconfirmed_email": "x", "password_key": "x-y"}):
        if address.path == "/health/":
            continue
        for method in set(UNUSED) - set(BESIDES.get(address.name, ())):
            status = administrator.generic(method, address.path).status_code
            answered += [] if status == 405 else [(method, address.path, status)]

    assert answered == []


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_method_that_nothing_sends_is_told_so_and_not_to_send_again(method: str) -> None:
    """Before the token of the form is asked for, which such a request can't have."""
    assert Client(enforce_csrf_checks=True).generic(method, "/vi/account/login/").status_code == 405


def test_head_gets_what_get_gets_at_every_address() -> None:
    with time_machine.travel(NOW, tick=False):
        known = addresses(things())
    by_get, by_head = (
        answers("administrator", [Request(address, method) for address in known]) for method in ("GET", "HEAD")
    )

    # Some of Wagtail's views know no HEAD; and providers of mail look by HEAD alone whether the portal listens to them.
    told = [(a.path, g, h) for a, g, h in zip(known, by_get, by_head, strict=True) if not a.path.startswith("/mail/")]
    assert [(path, by_get, by_head) for path, by_get, by_head in told if by_head not in (by_get, "405")] == []
    assert "200" in by_head
