from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.learning import BASIC, answer_everything, seek, watch_to_the_survey
from tests.e2e.signing_in import sign_in

pytestmark = pytest.mark.browser


def test_lecture_is_watched_until_its_survey_opens(page: Page, live_portal: str) -> None:
    """L4: a real recording plays at double speed; the share is the server's; seeking to the end doesn't count."""
    sign_in(page, live_portal, "learner@example.org")
    page.goto(f"{live_portal}/vi/courses/basic/medical-care/")
    survey = page.locator("[data-survey-open]")
    expect(survey).to_be_hidden()

    seek(page, 0.97)
    expect(survey).to_be_hidden()
    watch_to_the_survey(page)
    page.reload()
    expect(survey).to_be_visible()


def test_captions_are_asked_for_with_play_and_once(page: Page, live_portal: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/captions/" in request.url else None)
    sign_in(page, live_portal, "learner@example.org")
    page.goto(f"{live_portal}/vi/courses/basic/medical-care/")
    page.wait_for_load_state("networkidle")
    asked_before_play = list(asked)

    seek(page, 0)

    expect(page.locator(".plyr__captions")).not_to_be_empty()
    assert (asked_before_play, len(asked)) == ([], 1)


@pytest.mark.parametrize("language", ["vi", "ja"])
def test_answering_the_basic_surveys_qualifies(page: Page, live_portal: str, language: str) -> None:
    """L3, by the transcript and without any script in between."""
    person = {"vi": "newcomer@example.org", "ja": "supporter@example.org"}[language]
    sign_in(page, live_portal, person, language=language)
    for slug in BASIC:
        page.goto(f"{live_portal}/{language}/courses/basic/{slug}/")
        page.locator(".other-ways a").first.click()
        page.locator("main form button[type=submit]").click()
        page.locator("[data-survey-open] a").click()
        answer_everything(page)
    page.goto(f"{live_portal}/{language}/my/")

    expect(page.locator(".card .badge.is-success").first).to_be_visible()
