"""What was typed in the last moment before somebody leaves a form that keeps a draft."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.browser

NAME = "Nguyễn Ngữ 🌸"
PATIENCE = 20  # seconds


def turn_to_another_app(page: Page) -> None:
    """As far as a page hears of it, on a telephone that then ends it."""
    page.evaluate("""() => {
      Object.defineProperty(document, "hidden", {value: true});
      document.dispatchEvent(new Event("visibilitychange"));
    }""")


@pytest.mark.parametrize(
    "leave",
    [
        lambda page: page.locator("a.brand").click(),
        lambda page: page.go_back(),
        lambda page: page.close(),
        lambda page: page.reload(),
        turn_to_another_app,
    ],
    ids=["link", "back", "closing", "reloading", "another app"],
)
def test_what_was_typed_last_is_kept(page: Page, live_portal: str, leave: Callable[[Page], object]) -> None:
    form = f"{live_portal}/vi/register/about/"
    page.clock.install()  # the pause after which a page sends by itself never ends
    page.clock.pause_at(time.time() + 60)
    page.goto(f"{live_portal}/vi/courses/")
    page.goto(form)
    page.fill("[name=name]", NAME)

    leave(page)

    assert is_shown(page.context, form)


def is_shown(context: BrowserContext, form: str) -> bool:
    """On another page, as soon as the portal has stored it."""
    another = context.new_page()
    deadline = time.monotonic() + PATIENCE
    another.goto(form)
    while another.input_value("[name=name]") != NAME and time.monotonic() < deadline:
        another.reload()
    return another.input_value("[name=name]") == NAME
