from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page

from network.demo.people import PASSWORD

SECOND_STEP = re.compile(r".*/account/2fa/authenticate/$")
AFTER_THE_PASSWORD = re.compile(r".*/(my|account/2fa/authenticate)/$")


def sign_in(page: Page, base: str, email: str, *, language: str = "vi", password: str = PASSWORD) -> None:
    page.goto(f"{base}/{language}/account/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_url(AFTER_THE_PASSWORD)
    if SECOND_STEP.match(page.url):
        type_a_code(page, base, email)
    page.wait_for_url(f"**/{language}/my/")


def type_a_code(page: Page, base: str, email: str) -> None:
    """From the page that stands in for the app. A code that a sign-in has used is right no more, nor are older ones."""
    tried: set[str] = set()
    while SECOND_STEP.match(page.url):
        fresh = [code for code in codes(page, base, email) if code not in tried]
        if not fresh:
            page.wait_for_timeout(5_000)  # on to the next period
            continue
        tried.add(fresh[0])
        page.fill("[name=code]", fresh[0])
        with page.expect_navigation():
            page.press("[name=code]", "Enter")


def codes(page: Page, base: str, email: str) -> list[str]:
    """The code of now and the one after it."""
    html = page.request.get(f"{base}/demo/codes/").text()
    row = html[html.index(f">{email}<") :]
    return re.findall(r">(\d{6})<", row)[:2]


def logins(folder: Path) -> dict[str, str]:
    """E-mail address by role, of the copy of the demo whose folder this is."""
    rows = [line.split("\t") for line in (folder / "logins.txt").read_text(encoding="utf-8").splitlines()]
    return {role: email for role, email, _password in rows}
