"""The scripts of forms, on a page that holds nothing else."""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

from devtools.places import ROOT

pytestmark = pytest.mark.browser

ADDRESS = "http://localhost:9/"
FORM = """<!doctype html><title>Form</title>
<script type="module" src="/static/js/keep-draft.js"></script>
<div data-keep-draft="/keep"><form method="post">
<textarea name="text"></textarea><button>Send</button></form></div>"""


@pytest.fixture
def kept() -> list[str]:
    return []


@pytest.fixture
def form(browser: Browser, kept: list[str]) -> Iterator[Page]:
    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path == "/keep":
            kept.append(route.request.post_data or "")
            route.fulfill(status=204)
        elif path == "/":
            route.fulfill(body=FORM, content_type="text/html; charset=utf-8")
        else:
            route.fulfill(path=ROOT / path.lstrip("/"))

    page = browser.new_page()
    page.route("**/*", answer)
    page.goto(ADDRESS)
    yield page
    page.close()


def test_what_was_typed_in_the_last_moment_before_sending_is_kept(form: Page, kept: list[str]) -> None:
    """The server may be gone just then."""
    form.clock.install()
    form.clock.pause_at(time.time() + 60)  # the pause after which a page sends by itself never ends
    form.reload()

    with form.expect_request("**/keep"):
        form.fill("textarea", "Lan")
        form.click("button")

    assert ["Lan" in body for body in kept] == [True]


def test_text_of_more_than_64_kib_is_kept(form: Page, kept: list[str]) -> None:
    text = "ữ" * 30_000

    with form.expect_response("**/keep"):
        form.fill("textarea", text)

    assert [text in body for body in kept] == [True]
