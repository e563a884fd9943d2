"""What was watched is recorded once, whatever the line, the browser and other people do meanwhile (L4)."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.e2e.learning import seek
from tests.e2e.signing_in import sign_in
from tests.e2e.watching import KEPT, NOTHING_KEPT, PLAY, WRITTEN_DOWN, Viewer

pytestmark = pytest.mark.browser

REPORTS = "**/watching/"
LABOUR, MEDICAL_CARE = "/vi/courses/basic/labour/", "/vi/courses/basic/medical-care/"
FAR_FROM_NOW = ["2020-01-01T00:00:00Z", "2050-01-01T00:00:00Z"]
PAUSE = "document.querySelector('video').pause()"
PLAYED_A_SECOND = """() => {
  const { played } = document.querySelector("video");
  return played.length > 0 && played.end(played.length - 1) - played.start(played.length - 1) > 1;
}"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    yield context
    context.close()


def kept(page: Page) -> int:
    found: int = page.evaluate(f"Object.keys(localStorage).filter((key) => key.startsWith('{KEPT}')).length")
    return found


def play_all_at_sixteen_times(page: Page) -> None:
    page.evaluate(PLAY, [16, 0])
    page.wait_for_function("() => document.querySelector('video').ended", timeout=60_000)


def watch_without_a_line(page: Page, address: str) -> None:
    page.goto(address)
    page.route(REPORTS, lambda route: route.abort())
    seek(page, 0.1)
    page.wait_for_function(PLAYED_A_SECOND)
    page.evaluate(PAUSE)
    expect(page.locator("[data-player-says]")).not_to_be_empty()
    page.unroute(REPORTS)


def test_nothing_is_refused_at_double_speed_over_reloads_languages_and_tabs(
    context: BrowserContext, live_portal: str
) -> None:
    sign_in(context.new_page(), live_portal, "learner@example.org")
    context.add_init_script(WRITTEN_DOWN)
    refused: list[int] = []
    context.on("response", lambda answer: refused.append(answer.status) if answer.status == 422 else None)
    viewer = Viewer(context, live_portal, "basic/social-work", Random(1))
    viewer.open(tabs=2)
    for _step in range(8):
        viewer.act()
        viewer.tabs[0].wait_for_timeout(400)
    viewer.leave()

    assert sum(end - start for ranges in viewer.played().values() for start, end in ranges) > 0
    assert refused == []


def test_end_of_a_recording_is_sent_again_after_a_server_failed(context: BrowserContext, live_portal: str) -> None:
    page = context.new_page()
    sign_in(page, live_portal, "newcomer@example.org")
    page.clock.install()
    page.goto(live_portal + LABOUR)
    failed: list[str] = []

    def fail(route: Route) -> None:
        failed.append(route.request.url)
        route.fulfill(status=503, body="")

    page.route(REPORTS, fail)
    seek(page, 0.98)
    page.wait_for_function("() => document.querySelector('video').ended")
    expect(page.locator("[data-player-says]")).not_to_be_empty()
    page.unroute(REPORTS)

    with page.expect_response(REPORTS) as sent:
        page.clock.fast_forward(15_000)
    assert (len(failed) > 0, sent.value.status) == (True, 200)
    expect(page.locator("[data-player-says]")).to_be_empty()
    assert kept(page) == 0


def test_report_kept_of_one_lecture_shows_nothing_on_another(context: BrowserContext, live_portal: str) -> None:
    page = context.new_page()
    sign_in(page, live_portal, "newcomer@example.org")
    watch_without_a_line(page, live_portal + LABOUR)
    assert kept(page) == 1

    page.goto(live_portal + MEDICAL_CARE)
    page.wait_for_function(NOTHING_KEPT)
    expect(page.locator("[data-player-says]")).to_be_empty()
    expect(page.locator("[data-share] strong")).to_have_text("0 %")


def test_report_kept_of_one_person_waits_while_another_is_signed_in(context: BrowserContext, live_portal: str) -> None:
    page = context.new_page()
    sign_in(page, live_portal, "newcomer@example.org")
    watch_without_a_line(page, live_portal + LABOUR)
    context.clear_cookies()  # the session ends without anybody signing out

    sign_in(page, live_portal, "learner@example.org")
    page.goto(live_portal + MEDICAL_CARE)
    page.wait_for_load_state("networkidle")
    expect(page.locator("[data-player-says]")).to_be_empty()
    assert kept(page) == 1

    context.clear_cookies()
    sign_in(page, live_portal, "newcomer@example.org")
    with page.expect_response(REPORTS) as sent:
        page.goto(live_portal + MEDICAL_CARE)
    assert sent.value.status == 200
    page.wait_for_function(NOTHING_KEPT)


def test_what_was_played_too_fast_is_kept_until_it_counts(context: BrowserContext, live_portal: str) -> None:
    page = context.new_page()
    sign_in(page, live_portal, "newcomer@example.org")
    page.goto(live_portal + LABOUR)
    play_all_at_sixteen_times(page)
    expect(page.locator("[data-player-says]")).not_to_be_empty()

    with page.expect_response(REPORTS) as refused:
        page.goto(live_portal + MEDICAL_CARE)
    with page.expect_response(REPORTS) as sent_again:
        page.goto(live_portal + MEDICAL_CARE)
    assert (refused.value.status, sent_again.value.request.method) == (422, "POST")


@pytest.mark.parametrize("now", FAR_FROM_NOW)
def test_clock_of_the_telephone_is_not_asked(context: BrowserContext, live_portal: str, now: str) -> None:
    page = context.new_page()
    sign_in(page, live_portal, "newcomer@example.org")
    page.clock.set_fixed_time(now)
    page.goto(live_portal + LABOUR)
    seek(page, 0.5)
    page.wait_for_function(PLAYED_A_SECOND)

    with page.expect_response(REPORTS) as sent:
        page.evaluate(PAUSE)
    assert (sent.value.status, kept(page)) == (200, 0)
