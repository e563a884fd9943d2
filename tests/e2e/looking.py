"""What can be seen of a screen without eyes."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.addresses import Screen

# Wagtail's admin hides what doesn't fit: nothing scrolls there, and buttons are out of reach.
CUT_OFF = """() => [...document.querySelectorAll("main :is(p, h1, h2, td, label, input, select, textarea, button, a)")]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1)
  .filter((one) => !one.closest(".form-side, .w-minimap"))  // Wagtail's drawers, which are shut
  .filter((one) => {
    for (let box = one.parentElement; box; box = box.parentElement) {
      if (["auto", "scroll"].includes(getComputedStyle(box).overflowX)) return false;
    }
    return true;
  })
  .map((one) => one.outerHTML.slice(0, 150))"""


def faults(page: Page, base: str, screen: Screen, language: str) -> list[str]:
    """Opens the screen; answers what is wrong with it."""
    status = screen.open(page, base, language)
    violations = Axe().run(page).response["violations"]
    wrong = [f"{one['id']}: {one['nodes'][0]['html'][:150]}" for one in violations]
    if status != screen.status:
        wrong.append(f"answered {status}")
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        wrong.append("scrolls sideways")
    wrong += [f"is cut off: {html}" for html in page.evaluate(CUT_OFF)[:3]]
    return wrong
