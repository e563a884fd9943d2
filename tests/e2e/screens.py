"""`python -m tests.e2e.screens`: a picture of every screen in every language and width, into var/screens."""

from __future__ import annotations

import shutil
import sys

from playwright.sync_api import Browser, Page

from devtools.places import VAR
from tests import live
from tests.e2e.addresses import LANGUAGES, SCREENS, WIDTHS, Screen
from tests.e2e.chromium import chromium
from tests.e2e.signing_in import logins, sign_in

FOLDER = VAR / "screens"


def main() -> int:
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    faults: list[str] = []
    with live.portal() as (address, copy), chromium() as browser:
        known = logins(copy.folder)
        for role in sorted({screen.role for screen in SCREENS}):
            for width in WIDTHS:
                faults += _take(browser, address, width, role, known)
    print("\n".join([f"Pictures are in {FOLDER}", *faults]))
    return 1 if faults else 0


def _take(browser: Browser, address: str, width: int, role: str, known: dict[str, str]) -> list[str]:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    if role:
        sign_in(page, address, known[role])
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
    if answer is None or answer.status != screen.status:
        return f"{where}: answered {answer.status if answer else 'nothing'}"
    wide = page.evaluate("document.documentElement.scrollWidth")
    return f"{where}: {wide} px wide, scrolls sideways" if wide > width else ""


if __name__ == "__main__":
    sys.exit(main())
