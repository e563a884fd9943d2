"""How a stranger registers in the browser."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

from playwright.sync_api import Browser, Locator, Page, expect

PASSWORD = "hai người cùng đi 2026"
TELEPHONE = "090-7654-3210"
ADDRESS = "Tokyo, Taito-ku 1-2-3"
# The clock looks every few seconds.
MAIL_SECONDS = 60
NETWORK_ID = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b")


@dataclass(frozen=True)
class Newcomer:
    language: str
    email: str
    name: str
    has_experience: bool = False


def register(page: Page, base: str, person: Newcomer) -> str:
    """Answers the network ID that the mail brought, after confirming the address by it."""
    fill_in(page, base, person)
    mail = newest_mail_to(page, base, person.email)
    found = NETWORK_ID.search(mail.inner_text())
    assert found is not None
    mail.locator("a").first.click()
    page.click("main form button[type=submit]")
    page.wait_for_load_state()
    return found.group()


def register_by_form(browser: Browser, base: str, person: Newcomer) -> str:
    """In a browser of their own; answers the network ID."""
    page = browser.new_page(viewport={"width": 360, "height": 800})
    network_id = register(page, base, person)
    page.close()
    return network_id


def fill_in(page: Page, base: str, person: Newcomer) -> None:
    answer_all(page, base, person)
    page.fill("[name=password]", PASSWORD)
    page.check("[name=consent]")
    go_on(page)
    page.wait_for_url("**/register/done/")


def answer_all(page: Page, base: str, person: Newcomer) -> None:
    """As far as "check your answers"."""
    page.goto(f"{base}/{person.language}/register/")
    page.fill("[name=name]", person.name)
    page.select_option("[name=prefecture]", "13")
    go_on(page)
    page.fill("[name=email]", person.email)
    page.fill("[name=telephone]", TELEPHONE)
    page.fill("[name=postal_code]", "110-0005")
    page.fill("[name=postal_address]", ADDRESS)
    go_on(page)
    page.select_option("[name=language_1]", "vi")
    page.select_option("[name=level_1]", "mother")
    go_on(page)
    for wish in page.locator("[name=wants]").all()[:2]:
        wish.check()
    if person.has_experience:
        page.check("[name=has_declared_experience]")
    go_on(page)
    expect(page.locator("main .answers")).to_contain_text(person.email)


def newest_mail_to(page: Page, base: str, email: str, *, saying: str = "") -> Locator:
    mail = page.locator("article", has_text=email).filter(has_text=saying).first
    page.goto(f"{base}/demo/mail/")
    deadline = time.monotonic() + MAIL_SECONDS
    while not mail.count():
        assert time.monotonic() < deadline, "the clock has sent no mail"
        page.reload()
    return mail


def go_on(page: Page) -> None:
    """Sends the page's form."""
    press(page.locator("main form.form button[type=submit]"))


def press(button: Locator) -> None:
    """And waits for the next page, as a click alone doesn't."""
    with button.page.expect_navigation():
        button.click()
