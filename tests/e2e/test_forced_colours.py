"""High contrast: browsers paint a plate of the page's colour behind words, so words must never have that colour."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.signing_in import sign_in

pytestmark = pytest.mark.browser

LOST = """() => {
  const plate = document.body.appendChild(document.createElement("i"));
  plate.style.color = "Canvas";
  const canvas = getComputedStyle(plate).color;
  plate.remove();
  const hasWords = (one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  return [...document.body.querySelectorAll("*")]
    .filter((one) => hasWords(one) && one.checkVisibility())
    .filter((one) => getComputedStyle(one).color === canvas && getComputedStyle(one).forcedColorAdjust !== "none")
    .map((one) => `${one.tagName} ${one.closest("[class]")?.getAttribute("class")}`);
}"""


@pytest.fixture(params=["light", "dark"])
def contrasting(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(forced_colors="active", color_scheme=request.param)
    yield context.new_page()
    context.close()


def test_nothing_is_lost_in_forced_colours(contrasting: Page, live_portal: str) -> None:
    sign_in(contrasting, live_portal, "learner@example.org")
    lost = {}
    for path in ("", "search/?q=a", "courses/basic/medical-care/", "my/", "my/data/", "claims/", "meet/", "my/papers/"):
        contrasting.goto(f"{live_portal}/vi/{path}")
        lost[path] = contrasting.evaluate(LOST)

    assert {path: found for path, found in lost.items() if found} == {}
