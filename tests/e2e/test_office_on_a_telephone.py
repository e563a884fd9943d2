"""What the office reads on a small telephone stands in sight: nothing of it lies beside the screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests import databases
from tests.e2e.addresses import WIDTHS, speak
from tests.e2e.signing_in import sign_in

pytestmark = pytest.mark.browser

BESIDE = """() => [...document.querySelectorAll("main table :is(td, th)")]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth)
  .map((one) => one.textContent)"""


def come(browser: Browser, base: str, email: str) -> Page:
    page = browser.new_page(viewport={"width": WIDTHS[0], "height": 800})
    sign_in(page, base, email)
    speak(page, base, "en")
    return page


@pytest.mark.parametrize("email", ["officer@example.org", "desk@example.org"])
def test_panels_of_the_home_page_show_all_their_columns(
    browser: Browser, live_portal_copy: tuple[str, databases.Copy], email: str
) -> None:
    base, _copy = live_portal_copy
    page = come(browser, base, email)

    page.goto(f"{base}/admin/")

    assert page.locator(".listing--dashboard td").count() > 4
    assert page.evaluate(BESIDE) == []
    page.close()


def test_two_records_are_compared_within_the_screen(
    browser: Browser, live_portal_copy: tuple[str, databases.Copy]
) -> None:
    base, _copy = live_portal_copy
    page = come(browser, base, "desk@example.org")
    page.goto(f"{base}/admin/supporters/")
    links = page.locator(".listing td.title a").evaluate_all("links => links.map(link => link.href)")
    one, other = (link.rstrip("/").rsplit("/", 1)[1] for link in links[:2])

    page.goto(f"{base}/admin/supporters/join/{one}/with/{other}/")

    assert page.locator("td[data-label=Joined]").count() > 10
    assert page.evaluate(BESIDE) == []
    page.close()
