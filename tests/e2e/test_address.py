"""An e-mail address is changed and undone; and changed without a word to a mailbox that somebody else reads."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from network.demo.people import PASSWORD
from tests import databases
from tests.e2e.registering import go_on, newest_mail_to, press
from tests.e2e.signing_in import sign_in

pytestmark = pytest.mark.browser

CODE = re.compile(r"Mã đăng nhập của bạn: (\S+)")


def prove(page: Page) -> None:
    """That it is still they, by the password."""
    page.fill("[name=password]", PASSWORD)
    go_on(page)


def open_link(mail: Locator) -> None:
    press(mail.locator("a").first)


def test_address_is_changed_and_undone(page: Page, live_portal_copy: tuple[str, databases.Copy]) -> None:
    base, _copy = live_portal_copy
    old, new = "learner@example.org", "dia-chi-moi@example.org"
    page.set_viewport_size({"width": 360, "height": 800})
    sign_in(page, base, old)
    press(page.locator("a[href='/vi/my/address/']"))
    prove(page)
    page.fill("[name=email]", new)
    go_on(page)
    expect(page.locator("main")).to_contain_text(new)

    open_link(newest_mail_to(page, base, new))
    go_on(page)
    page.wait_for_url("**/vi/address/confirmed/")
    open_link(newest_mail_to(page, base, old, saying="/address/undo/"))
    expect(page.locator("main")).to_contain_text("Tokyo")
    expect(page.locator("main")).not_to_contain_text(new)
    go_on(page)

    page.wait_for_url("**/vi/address/undone/")
    page.goto(f"{base}/vi/my/")
    page.wait_for_url("**/vi/account/login/**")
    sign_in_by_code(page, base, old)


def sign_in_by_code(page: Page, base: str, email: str) -> None:
    page.goto(f"{base}/vi/account/login/code/")
    page.fill("[name=email]", email)
    go_on(page)
    waiting = page.url
    found = CODE.search(newest_mail_to(page, base, email, saying="Mã đăng nhập của bạn").inner_text())
    assert found is not None
    page.goto(waiting)
    page.fill("[name=code]", found[1])
    press(page.get_by_role("button", name="Tiếp tục"))
    page.wait_for_url("**/vi/my/")


def test_address_changes_silently_once_the_desk_has_asked(
    page: Page, browser: Browser, live_portal_copy: tuple[str, databases.Copy]
) -> None:
    base, _copy = live_portal_copy
    old, new = "supporter@example.org", "an-toan@example.org"
    sign_in(page, base, old)
    page.goto(f"{base}/vi/my/address/")
    prove(page)
    press(page.locator("a[href='/vi/my/address/silently/']"))
    page.fill("[name=email]", new)
    go_on(page)
    open_link(newest_mail_to(page, base, new))
    go_on(page)
    page.wait_for_url("**/address/confirmed/?office")

    confirm_at_the_desk(browser.new_page(viewport={"width": 1280, "height": 900}), base)

    page.goto(f"{base}/demo/mail/")
    expect(page.locator("article", has_text=old).filter(has_text="/address/")).to_have_count(0)
    sign_in(browser.new_page(), base, new)


def confirm_at_the_desk(page: Page, base: str) -> None:
    sign_in(page, base, "desk@example.org", language="en")
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": base}])
    page.goto(f"{base}/admin/")
    press(page.locator("main").get_by_role("link", name="Addresses to confirm"))
    press(page.locator("tbody a[href*='/decide/']"))
    page.check("[name=asked_by][value=telephone]")
    press(page.get_by_role("button", name="It is the owner"))
    expect(page.locator(".messages")).to_contain_text("The new address holds.")
