"""What can be seen of a screen without eyes."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.addresses import Screen


def faults(page: Page, base: str, screen: Screen, language: str) -> list[str]:
    """Opens the screen; answers what is wrong with it."""
    status = screen.open(page, base, language)
    violations = Axe().run(page).response["violations"]
    wrong = [f"{one['id']}: {one['nodes'][0]['html'][:150]}" for one in violations]
    if status != screen.status:
        wrong.append(f"answered {status}")
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        wrong.append("scrolls sideways")
    return wrong
