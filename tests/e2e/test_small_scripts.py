"""What `main.js` adds to pages: each behaviour is there as soon as the page is, and pages work without it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.addresses import SCREENS
from tests.e2e.signing_in import sign_in

pytestmark = pytest.mark.browser

WEATHER = "https://www.jma.go.jp/"
# Instead of sending: after the page's own scripts have had their say.
SENDING_IS_NOTED = """() => {
  window.sent = [];
  addEventListener("submit", (event) => {
    sent.push(!event.defaultPrevented);
    event.preventDefault();
  });
}"""
[PRINTED] = [screen for screen in SCREENS if screen.name == "claim-card-print"]


def weather(context: BrowserContext) -> BrowserContext:
    """Nothing leaves the machine."""
    context.route(f"{WEATHER}**", lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html"))
    return context


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = weather(browser.new_context(viewport={"width": 360, "height": 800}))
    yield context.new_page()
    context.close()


@pytest.fixture
def page_without_scripts(browser: Browser) -> Iterator[Page]:
    context = weather(browser.new_context(java_script_enabled=False))
    yield context.new_page()
    context.close()


def test_quick_exit_leaves_a_page_to_which_back_does_not_lead(page: Page, live_portal: str) -> None:
    page.goto(f"{live_portal}/vi/courses/")
    page.goto(f"{live_portal}/vi/", wait_until="domcontentloaded")
    page.locator("[data-quick-exit]").click()
    page.wait_for_url(WEATHER)

    page.go_back()

    assert page.url == f"{live_portal}/vi/courses/"


def test_quick_exit_is_a_link_without_scripts(page_without_scripts: Page, live_portal: str) -> None:
    page_without_scripts.goto(f"{live_portal}/vi/")
    page_without_scripts.locator("[data-quick-exit]").click()

    page_without_scripts.wait_for_url(WEATHER)


def test_form_is_sent_once_however_often_its_button_is_pressed(page: Page, live_portal: str) -> None:
    page.goto(f"{live_portal}/vi/account/login/", wait_until="domcontentloaded")
    page.evaluate(SENDING_IS_NOTED)
    button = page.locator("main form.form button[type=submit]")

    # Playwright's own click would wait until the button is free again.
    button.evaluate("button => { button.click(); button.click(); }")

    assert page.evaluate("sent") == [True, False]
    expect(button).to_have_attribute("aria-disabled", "true")


def test_list_of_errors_has_the_focus_and_leads_to_the_field(page: Page, live_portal: str) -> None:
    page.goto(f"{live_portal}/vi/register/about/")
    page.locator("main form.form button.is-next").click()
    errors = page.locator("[data-error-summary]")
    expect(errors).to_be_focused()

    errors.locator("a[href^='#']").first.press("Enter")

    expect(page.locator("[name=name]")).to_be_focused()


def test_readings_that_were_switched_off_stay_off_on_the_next_page(page: Page, live_portal: str) -> None:
    reading = page.locator("main rt").first
    switch = page.locator("[data-furigana-switch]").locator("visible=true")
    page.goto(f"{live_portal}/ja-hira/")
    expect(reading).to_be_visible()

    switch.click()
    expect(reading).to_be_hidden()
    page.goto(f"{live_portal}/ja-hira/courses/")

    expect(reading).to_be_hidden()
    expect(switch).to_have_attribute("aria-pressed", "false")


def test_page_is_printed_by_its_button(page: Page, live_portal: str) -> None:
    page.add_init_script("window.print = () => { window.wasPrinted = true; };")
    sign_in(page, live_portal, "supporter@example.org")
    PRINTED.open(page, live_portal, "vi")

    page.locator("[data-print]").click()

    assert page.evaluate("wasPrinted")
