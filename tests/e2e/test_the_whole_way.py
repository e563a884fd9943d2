"""A stranger registers, learns, qualifies, accompanies and is approved (J1–J3)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from network.people.rules.codes import in_groups
from portal.dates import tokyo_day
from tests.e2e.learning import BASIC, answer_everything, watch_to_the_survey
from tests.e2e.registering import PASSWORD, Newcomer, go_on, press, register
from tests.e2e.signing_in import sign_in

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "person",
    [Newcomer("vi", "lan@example.org", "Lan"), Newcomer("ja", "hana@example.org", "はな")],
    ids=lambda person: person.language,
)
def test_newcomer_goes_the_whole_way(page: Page, browser: Browser, live_portal: str, person: Newcomer) -> None:
    network_id = register(page, live_portal, person)
    sign_in(page, live_portal, person.email, language=person.language, password=PASSWORD)
    expect(page.locator("main")).to_contain_text(network_id)
    learn(page, live_portal, person)
    reference = claim(page, live_portal, person)

    approve(browser, live_portal, reference)
    page.goto(f"{live_portal}/{person.language}/claims/{reference}/")
    expect(page.locator("main .badge.is-success").first).to_be_visible()


def learn(page: Page, base: str, person: Newcomer) -> None:
    """The first lecture is really watched, the others are read."""
    for number, slug in enumerate(BASIC):
        page.goto(f"{base}/{person.language}/courses/basic/{slug}/")
        if number == 0:
            watch_to_the_survey(page)
        else:
            press(page.locator(".other-ways a").first)
            press(page.locator("main form button[type=submit]"))
        page.locator("[data-survey-open] a").click()
        answer_everything(page)
    expect(page.locator("main .notice.is-success")).to_be_visible()


def claim(page: Page, base: str, person: Newcomer) -> str:
    yesterday = tokyo_day(timezone.now()) - timedelta(days=1)
    page.goto(f"{base}/{person.language}/claims/new/start/")
    page.check("[name=way][value=needs_code]")
    go_on(page)
    go_on(page)
    page.locator("a.button.is-next").click()
    page.fill("[name=day]", yesterday.isoformat())
    page.select_option("[name=prefecture]", "13")
    page.locator("[name=errand]").first.check()
    page.locator("[name=field]").first.check()
    page.select_option("[name=language]", "vi")
    go_on(page)
    page.fill("[name=start_time]", "10:00")
    page.fill("[name=end_time]", "12:00")
    go_on(page)
    page.wait_for_url("**/claims/new/check/")
    expect(page.locator("main")).to_contain_text({"vi": "8.000", "ja": "8,000"}[person.language])
    go_on(page)
    page.wait_for_url("**/sent/")
    return page.url.rstrip("/").split("/")[-2]


def approve(browser: Browser, base: str, reference: str) -> None:
    """The officer, at a desk, in a browser of its own."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    desk = context.new_page()
    sign_in(desk, base, "officer@example.org")
    desk.goto(f"{base}/admin/claims/")
    desk.get_by_role("link", name=in_groups(reference)).first.click()
    desk.locator("a[href*='/admin/claims/approve/']").first.click()
    desk.locator("main form button[type=submit]").first.click()
    desk.wait_for_url("**/inspect/**")
    context.close()
