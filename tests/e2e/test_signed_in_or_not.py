"""Whose page it is shows at once, and nobody sees another one's: by links, by an address, by Back and Forward."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.chromium import launched
from tests.e2e.line import COURSE, HOME, LECTURE, MY_PAGE
from tests.e2e.signing_in import sign_in

pytestmark = pytest.mark.browser

LEARNER, SUPPORTER = "learner@example.org", "supporter@example.org"
PUBLIC = (HOME, "courses/", COURSE, LECTURE)
SIGNED_IN = "header form[data-sign-out]"
STRANGER = "header a[href$='/account/login/']"


@pytest.fixture
def page(browser: Browser, live_portal: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, base_url=f"{live_portal}/vi/")
    yield context.new_page()
    context.close()


def sign_out(page: Page) -> None:
    page.locator(SIGNED_IN).locator("visible=true").get_by_role("button").click()
    page.wait_for_url("**/vi/")


def is_somebodys(page: Page) -> bool:
    header = page.locator(SIGNED_IN).count() > 0
    assert header != (page.locator(STRANGER).count() > 0)
    return header


def whose(page: Page) -> str | None:
    return page.locator(SIGNED_IN).first.get_attribute("data-sign-out")


def test_header_tells_at_once_who_has_signed_in_or_out(page: Page, live_portal: str) -> None:
    for path in PUBLIC:
        page.goto(path)
        assert not is_somebodys(page)
    sign_in(page, live_portal, LEARNER)
    assert is_somebodys(page)
    for path in PUBLIC:
        page.goto(path)
        assert is_somebodys(page), path
    sign_out(page)
    assert not is_somebodys(page)
    for path in PUBLIC:
        page.goto(path)
        assert not is_somebodys(page), path


def test_back_and_forward_show_a_signed_in_persons_own_pages(page: Page, live_portal: str) -> None:
    page.goto(COURSE)
    page.goto(HOME)
    sign_in(page, live_portal, LEARNER)

    page.go_back()
    page.go_back()
    assert page.url == f"{live_portal}/vi/"
    assert is_somebodys(page)
    page.go_back()
    assert page.url == f"{live_portal}/vi/{COURSE}"
    assert is_somebodys(page)
    page.go_forward()
    assert is_somebodys(page)


def test_back_shows_nothing_of_who_has_signed_out(page: Page, live_portal: str) -> None:
    sign_in(page, live_portal, LEARNER)
    for path in (*PUBLIC, MY_PAGE):
        page.goto(path)
    sign_out(page)

    for _page in (*PUBLIC, MY_PAGE, MY_PAGE):
        page.go_back()
        assert not is_somebodys(page), page.url
        assert page.locator("[data-player]").count() == 0
    page.goto(MY_PAGE)
    assert page.url == f"{live_portal}/vi/account/login/?next=/vi/my/"


def test_back_shows_the_next_person_nothing_of_the_one_before(page: Page, live_portal: str) -> None:
    sign_in(page, live_portal, LEARNER)
    page.goto(LECTURE)
    one = whose(page)
    sign_out(page)
    sign_in(page, live_portal, SUPPORTER)
    other = whose(page)

    seen = set()
    for _page in range(5):
        page.go_back()
        seen.add(whose(page))
    assert (one == other, seen) == (False, {other})


def test_back_shows_nothing_of_who_has_signed_out_where_the_browser_keeps_pages_alive(
    browser: Browser, live_portal: str
) -> None:
    """As telephones do; Playwright's browsers don't, unless they are asked."""
    alive = launched(browser.browser_type, without=["--disable-back-forward-cache"])
    page = alive.new_page(viewport={"width": 1280, "height": 800}, base_url=f"{live_portal}/vi/")
    page.add_init_script("addEventListener('pageshow', (event) => { window.wasAlive = event.persisted; });")
    page.goto(HOME)
    page.goto(COURSE)
    back(page, f"{live_portal}/vi/")
    assert page.evaluate("wasAlive")

    sign_in(page, live_portal, LEARNER)
    page.goto(LECTURE)
    sign_out(page)
    back(page, f"{live_portal}/vi/{LECTURE}")
    assert not is_somebodys(page)
    assert page.locator("[data-player]").count() == 0
    back(page, f"{live_portal}/vi/account/login/?next=/vi/my/")
    alive.close()


def back(page: Page, address: str) -> None:
    """Playwright's own waits for a page to load, which one that is alive doesn't."""
    page.evaluate("history.back()")
    expect(page).to_have_url(address)
    page.wait_for_function("document.readyState === 'complete'")
