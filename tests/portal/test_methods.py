from __future__ import annotations

import pytest
from django.test import Client

from portal.methods import BESIDES
from tests.headings import NOT_LIKE_THIS, heading
from tests.roles_matrix import read
from tests.walking import Request, addresses, answers

UNUSED = ["OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"]


def test_method_that_nothing_sends_is_refused_at_every_address(everything: dict[str, str]) -> None:
    asked = [
        Request(address, method)
        for address in addresses(everything)
        for method in sorted(set(UNUSED) - set(BESIDES.get(address.name, ())))
        if address.path != "/health/"
    ]

    answered = zip(asked, answers("stranger", asked), strict=True)

    assert [(request.method, request.address.path, answer) for request, answer in answered if answer != "405"] == []


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_method_that_nothing_sends_is_told_so_and_not_to_send_again(method: str) -> None:
    """Before the token of the form is asked for, which such a request can't have."""
    answer = Client(enforce_csrf_checks=True).generic(method, "/en/account/login/")

    assert (answer.status_code, heading(answer)) == (405, NOT_LIKE_THIS)


def test_head_gets_what_get_gets_at_every_address(everything: dict[str, str]) -> None:
    by_get = {(row["address"], row["name"]): row["administrator"] for row in read() if row["method"] == "GET"}
    # Providers of mail look by HEAD alone whether the portal listens to them.
    asked = [Request(address, "HEAD") for address in addresses(everything) if not address.path.startswith("/mail/")]

    by_head = answers("administrator", asked)

    # Some of Wagtail's views know no HEAD.
    told = [(request.address, answer) for request, answer in zip(asked, by_head, strict=True) if answer != "405"]
    assert [(a.path, answer) for a, answer in told if a.key in by_get and answer != by_get[a.key]] == []
    assert "200" in by_head
