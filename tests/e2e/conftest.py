from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request

from tests.e2e.chromium import chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone-sized page with an empty memory; the test fails when it asks a third party for anything."""
    context = browser.new_context(viewport={"width": 360, "height": 800})
    foreign: list[str] = []

    def note(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.hostname not in ("localhost", "127.0.0.1"):
            foreign.append(request.url)

    context.on("request", note)
    yield context.new_page()
    context.close()
    assert foreign == []
