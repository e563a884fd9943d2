from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests import databases
from tests.e2e.addresses import LANGUAGES, SCREENS, Screen
from tests.e2e.signing_in import logins, sign_in

pytestmark = pytest.mark.browser

ROLES = sorted({screen.role for screen in SCREENS})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ROLES, ids=lambda role: role or "stranger")
def test_screens_hold_on_a_phone(
    page: Page, live_portal_copy: tuple[str, databases.Copy], role: str, language: str
) -> None:
    """WCAG 2.2 AA as far as axe sees it, the right status, and nothing wider than the phone."""
    base, copy = live_portal_copy
    if role:
        sign_in(page, base, logins(copy.folder)[role])

    found = {screen.name: faults(page, base, screen, language) for screen in SCREENS if screen.role == role}

    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def faults(page: Page, base: str, screen: Screen, language: str) -> list[str]:
    answer = page.goto(f"{base}/{language}/{screen.path}", wait_until="load")
    violations = Axe().run(page).response["violations"]
    wrong = [f"{one['id']}: {one['nodes'][0]['html'][:150]}" for one in violations]
    if answer is None or answer.status != screen.status:
        wrong.append(f"answered {answer and answer.status}")
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        wrong.append("scrolls sideways")
    return wrong
