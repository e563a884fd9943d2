"""`python -m tests.e2e.screens`: a picture of every screen in every language and width, into var/screens."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page

from devtools.places import VAR
from tests import live
from tests.e2e.addresses import LANGUAGES, SCREENS, WIDTHS, Screen
from tests.e2e.chromium import chromium

FOLDER = VAR / "screens"


def main() -> int:
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    faults: list[str] = []
    with live.portal() as (address, copy), chromium() as browser:
        logins = _logins(copy.folder)
        for role in sorted({screen.role for screen in SCREENS}):
            for width in WIDTHS:
                faults += _take(browser, address, width, role, logins)
    print("\n".join([f"Pictures are in {FOLDER}", *faults]))
    return 1 if faults else 0


def _take(browser: Browser, address: str, width: int, role: str, logins: dict[str, tuple[str, str]]) -> list[str]:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    if role:
        sign_in(page, address, *logins[role])
    faults = [
        fault
        for screen in SCREENS
        if screen.role == role
        for language in LANGUAGES
        if (fault := _picture(page, address, width, screen, language))
    ]
    context.close()
    return faults


def _picture(page: Page, address: str, width: int, screen: Screen, language: str) -> str:
    """Takes the picture; says what is wrong with the screen, if anything is."""
    answer = page.goto(f"{address}/{language}/{screen.path}", wait_until="load")
    page.screenshot(path=FOLDER / f"{screen.name}-{language}-{width}.png", full_page=True)
    where = f"{screen.name} in {language} at {width} px"
    if answer is None or not answer.ok:
        return f"{where}: answered {answer.status if answer else 'nothing'}"
    wide = page.evaluate("document.documentElement.scrollWidth")
    return f"{where}: {wide} px wide, scrolls sideways" if wide > width else ""


def sign_in(page: Page, address: str, email: str, password: str) -> None:
    page.goto(f"{address}/en/account/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/account/login/" not in url)


def _logins(folder: Path) -> dict[str, tuple[str, str]]:
    """E-mail address and password by role, of the copy of the demo."""
    rows = [line.split("\t") for line in (folder / "logins.txt").read_text(encoding="utf-8").splitlines()]
    return {role: (email, password) for role, email, password in rows}


if __name__ == "__main__":
    sys.exit(main())
