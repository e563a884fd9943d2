"""The second supporter's way with a consultee's code, on a telephone, in each language (C7)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from devtools.places import VAR
from portal.dates import tokyo_day
from tests.e2e.addresses import LANGUAGES
from tests.e2e.registering import go_on
from tests.e2e.signing_in import sign_in

pytestmark = pytest.mark.browser

OPENER, JOINER = "supporter@example.org", "companion@example.org"
PICTURES = VAR / "screens"


@pytest.mark.parametrize("language", LANGUAGES)
def test_second_supporter_joins_with_the_persons_code(page: Page, live_portal: str, language: str) -> None:
    new = f"{live_portal}/{language}/claims/new"
    sign_in(page, live_portal, OPENER, language=language)
    hour = 1 + 3 * LANGUAGES.index(language)
    code = begin_with_a_new_code(page, new)
    fill_in(page, new, f"{hour:02}:00", f"{hour + 2:02}:00")
    go_on(page)
    page.wait_for_url("**/sent/")
    opened = page.url.rstrip("/").split("/")[-2]
    page.context.clear_cookies()

    sign_in(page, live_portal, JOINER, language=language)
    page.goto(f"{new}/start/")
    page.check("[name=way][value=has_code]")
    go_on(page)
    page.fill("[name=code]", code.lower())
    go_on(page)
    fill_in(page, new, f"{hour:02}:30", f"{hour + 1:02}:30")
    look(page, f"second-check-{language}")
    expect(page.locator("main .notice.is-next")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text(f"{hour:02}:00")
    go_on(page)
    page.wait_for_url("**/sent/")
    look(page, f"second-sent-{language}")
    page.context.clear_cookies()

    sign_in(page, live_portal, OPENER, language=language)
    page.goto(f"{live_portal}/{language}/claims/{opened}/")
    look(page, f"second-opener-{language}")
    page.locator("main a[href$='/not-with-me/']").click()
    look(page, f"second-not-with-me-{language}")
    go_on(page)
    expect(page.locator("main a[href$='/not-with-me/']")).to_have_count(0)


def begin_with_a_new_code(page: Page, new: str) -> str:
    page.goto(f"{new}/start/")
    page.check("[name=way][value=needs_code]")
    go_on(page)
    go_on(page)
    return page.locator("main .reference").first.inner_text()


def fill_in(page: Page, new: str, start: str, end: str) -> None:
    page.goto(f"{new}/visit/")
    page.fill("[name=day]", (tokyo_day(timezone.now()) - timedelta(days=1)).isoformat())
    page.select_option("[name=prefecture]", "13")
    page.locator("[name=errand]").first.check()
    page.locator("[name=field]").first.check()
    page.select_option("[name=language]", "vi")
    go_on(page)
    page.fill("[name=start_time]", start)
    page.fill("[name=end_time]", end)
    go_on(page)
    page.wait_for_url("**/claims/new/check/")


def look(page: Page, name: str) -> None:
    """Nothing scrolls sideways; and a picture, to be looked at."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
