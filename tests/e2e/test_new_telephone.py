"""Strangers have typed somebody's address too often; on a new telephone she follows what the pages say, and gets in."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import databases
from tests.e2e.registering import go_on, newest_mail_to, press
from tests.e2e.signing_in import sign_in

pytestmark = pytest.mark.browser

OWNER = "learner@example.org"
LANGUAGES = ["vi", "ja", "ja-hira", "en"]


def try_as_strangers(browser: Browser, base: str) -> None:
    page = browser.new_page()
    for _time in range(6):
        page.goto(f"{base}/en/account/login/")
        page.fill("[name=login]", OWNER)
        page.fill("[name=password]", "not her password")
        press(page.locator("main form[action$='/account/login/'] button[type=submit]"))
    page.close()
    for _time in range(3):
        another = browser.new_page()
        ask_for_a_code(another, base)
        another.close()


def ask_for_a_code(page: Page, base: str) -> None:
    page.goto(f"{base}/en/account/login/code/")
    page.fill("[name=email]", OWNER)
    go_on(page)


def test_owner_gets_in_on_a_new_telephone(browser: Browser, live_portal_copy: tuple[str, databases.Copy]) -> None:
    base, _copy = live_portal_copy
    try_as_strangers(browser, base)
    telephone = browser.new_page(viewport={"width": 360, "height": 800})

    ask_for_a_code(telephone, base)
    expect(telephone.locator("main")).to_contain_text("Open the link in the newest one on this device")
    mail = newest_mail_to(telephone, base, OWNER, saying="/browser/")
    link = mail.locator("a[href*='/browser/']").first.get_attribute("href")
    assert link is not None
    for language in LANGUAGES:
        telephone.goto(link.replace("/vi/browser/", f"/{language}/browser/"))
        assert telephone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    go_on(telephone)

    telephone.wait_for_url("**/en/account/login/")
    expect(telephone.locator("body")).to_contain_text("Now you can sign in on this device.")
    sign_in(telephone, base, OWNER)
    telephone.close()
