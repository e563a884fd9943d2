"""Titles of drafts are for who works with pages: nobody else in the office reads one, at whatever address."""

from __future__ import annotations

import warnings

import time_machine
from django.test import Client
from wagtail.models import Page

from tests.factories import UserFactory
from tests.walking import GROUPS, NOW, addresses

TITLE = "Unmistakable draft"
BULK = "/admin/bulk/wagtailcore/page"


def test_title_of_a_draft_stands_on_no_page_for_who_has_no_part_in_pages(
    everything: dict[str, str], client: Client
) -> None:
    """One person with all the roles together reaches what anybody with one of them does."""
    client.raise_request_exception = False
    with time_machine.travel(NOW, tick=False):
        client.force_login(UserFactory(groups=[group for group in GROUPS if group != "Editors"]))
        Page.objects.filter(depth__gt=2).update(title=TITLE, draft_title=TITLE, live=False)
        told = [path for path in _in_the_admin(everything) if TITLE in _read(client, path)]

    assert told == []


def _in_the_admin(known: dict[str, str]) -> list[str]:
    found = [address.path for address in addresses(known) if address.path.startswith("/admin/")]
    many = [f"{BULK}/{action}/?id={known['page_id']}" for action in ("delete", "move", "publish", "unpublish")]
    return [path for path in found if "logout" not in path] + [*many, f"{BULK}/delete/?id=all&childOf=1"]


def _read(client: Client, path: str) -> str:
    with warnings.catch_warnings(action="ignore"):
        response = client.get(path)
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    return bytes(body).decode(errors="replace")
