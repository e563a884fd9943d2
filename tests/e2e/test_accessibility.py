from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests import databases
from tests.e2e.addresses import SCREENS, WIDTHS, come_as, speak
from tests.e2e.looking import faults
from tests.e2e.signing_in import logins

pytestmark = pytest.mark.browser

ROLES = sorted({screen.role for screen in SCREENS})
# The two that break first: furigana on a small telephone, Vietnamese menus on a laptop. `dev.py screens` looks at all.
LOOKS = [("ja-hira", WIDTHS[0]), ("vi", WIDTHS[1])]


@pytest.mark.parametrize(("language", "width"), LOOKS)
@pytest.mark.parametrize("role", ROLES, ids=lambda role: role or "stranger")
def test_screens_are_whole_and_accessible(
    browser: Browser, live_portal_copy: tuple[str, databases.Copy], role: str, language: str, width: int
) -> None:
    """WCAG 2.2 AA as far as axe sees it, the right status, and nothing wider than the screen."""
    base, copy = live_portal_copy
    page = browser.new_page(viewport={"width": width, "height": 800})
    come_as(page, base, role, logins(copy.folder))
    speak(page, base, language)

    found = {screen.name: faults(page, base, screen, language) for screen in SCREENS if screen.role == role}

    page.close()
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
