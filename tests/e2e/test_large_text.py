"""Text of twice the size on a small telephone: pages are read by scrolling down alone (WCAG 1.4.4, 1.4.10).

All that the public and members see is walked in Japanese with readings, whose words break least of all. Vietnamese,
whose buttons are longest, is walked by a stranger, a learner and the office: all four languages would take minutes.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests import databases
from tests.e2e.addresses import SCREENS, WIDTHS, Screen, come_as, speak
from tests.e2e.looking import CUT_OFF
from tests.e2e.signing_in import logins

pytestmark = pytest.mark.browser

STAFF = sorted({screen.role for screen in SCREENS if screen.path.startswith("/admin/")})
MEMBERS = sorted({screen.role for screen in SCREENS} - set(STAFF))
WALKS = [*((role, "ja-hira") for role in MEMBERS), *((role, "vi") for role in ("", "Learner", *STAFF))]

# Buttons squeezed so far that their words fall apart into letters.
FALLEN_APART = """() => [...document.querySelectorAll("main .button > span")]
  .filter((one) => one.checkVisibility())
  .filter((one) => {
    Object.assign(one.style, {overflowWrap: "normal", wordBreak: "normal"});
    return one.scrollWidth > one.clientWidth + 1;
  })
  .map((one) => one.textContent)"""


@pytest.mark.parametrize(("role", "language"), WALKS)
def test_large_text_scrolls_in_one_direction(
    browser: Browser, live_portal_copy: tuple[str, databases.Copy], role: str, language: str
) -> None:
    base, copy = live_portal_copy
    page = browser.new_page(viewport={"width": WIDTHS[0], "height": 800})
    come_as(page, base, role, logins(copy.folder))
    speak(page, base, language)

    found = {screen.name: unreadable(page, base, screen, language) for screen in SCREENS if screen.role == role}

    page.close()
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def unreadable(page: Page, base: str, screen: Screen, language: str) -> list[str]:
    screen.open(page, base, language)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    width = page.evaluate("document.documentElement.scrollWidth")
    wide = [f"scrolls sideways: {width}"] if width > WIDTHS[0] else []
    return [*wide, *page.evaluate(CUT_OFF)[:3], *page.evaluate(FALLEN_APART)[:3]]
