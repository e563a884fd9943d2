from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.signing_in import sign_in

pytestmark = pytest.mark.browser

BASIC = ["social-work", "residence-status", "labour", "medical-care"]


def test_lecture_is_watched_until_its_survey_opens(page: Page, live_portal: str) -> None:
    """L4: a real recording plays at double speed; the share is the server's; seeking to the end doesn't count."""
    sign_in(page, live_portal, "learner@example.org")
    page.goto(f"{live_portal}/vi/courses/basic/social-work/")
    survey = page.locator("[data-survey-open]")
    expect(survey).to_be_hidden()

    seek(page, 0.97)
    expect(survey).to_be_hidden()
    seek(page, 0)
    page.evaluate("document.querySelector('video').playbackRate = 2")
    expect(survey).to_be_visible(timeout=90_000)
    page.reload()
    expect(survey).to_be_visible()


def seek(page: Page, part: float) -> None:
    page.evaluate(
        """async (part) => {
            const video = document.querySelector("video");
            video.muted = true;
            await video.play();
            video.currentTime = video.duration * part;
        }""",
        part,
    )


@pytest.mark.parametrize("language", ["vi", "ja"])
def test_answering_the_basic_surveys_qualifies(page: Page, live_portal: str, language: str) -> None:
    """L3, by the transcript and without any script in between (experience, principle 5)."""
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


def answer_everything(page: Page) -> None:
    form = page.locator("main form.form")
    for group in form.locator("fieldset").all():
        group.locator("input").first.check()
    for text in form.locator("input[type=text], textarea").all():
        text.fill("Lắng nghe trước, hỏi trước khi làm.")
    form.locator("button[type=submit]").click()
    page.wait_for_url("**/done/")
