"""`python -m tests.e2e.screens [NAME…]`: a picture of every screen in every language and width, into var/screens."""

from __future__ import annotations

import shutil
import sys

from playwright.sync_api import Browser, Page

from devtools.places import VAR
from tests import live
from tests.e2e import looking
from tests.e2e.addresses import LANGUAGES, SCREENS, WIDTHS, Screen, come_as, speak
from tests.e2e.chromium import chromium
from tests.e2e.signing_in import logins

FOLDER = VAR / "screens"


def main(names: list[str]) -> int:
    """All screens, or only those whose name begins with one of the given words."""
    wanted = [screen for screen in SCREENS if not names or screen.name.startswith(tuple(names))]
    if not names:
        shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    faults: list[str] = []
    with live.portal() as (address, copy), chromium() as browser:
        known = logins(copy.folder)
        for role in sorted({screen.role for screen in wanted}):
            theirs = [screen for screen in wanted if screen.role == role]
            for width in WIDTHS:
                faults += _take(browser, address, width, theirs, known)
    print("\n".join([f"Pictures are in {FOLDER}", *faults]))
    return 1 if faults else 0


def _take(browser: Browser, address: str, width: int, screens: list[Screen], known: dict[str, str]) -> list[str]:
    """All screens of one role, signed in once: the codes of a second factor are good for one sign-in each."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    come_as(page, address, screens[0].role, known)
    faults = []
    for language in LANGUAGES:
        speak(page, address, language)
        faults += [fault for screen in screens for fault in _picture(page, address, screen, language, width)]
    context.close()
    return faults


def _picture(page: Page, address: str, screen: Screen, language: str, width: int) -> list[str]:
    """Takes the picture; says what is wrong with the screen, if anything is."""
    wrong = looking.faults(page, address, screen, language)
    page.screenshot(path=FOLDER / f"{screen.name}-{language}-{width}.png", full_page=True)
    return [f"{screen.name} in {language} at {width} px: {fault}" for fault in wrong]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
