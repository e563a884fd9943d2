"""A lecture is taken down and gone in four languages, bytes included; then it is put back (L2)."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.learning import seek
from tests.e2e.signing_in import sign_in

pytestmark = pytest.mark.browser

LECTURE = "courses/basic/labour/"
TITLE = "Labour"
TOLD = {
    "vi": "Bài này đang được quay lại.",
    "ja": "撮り直しています。",
    "ja-hira": "｜撮《と》り｜直《なお》しています。",
    "en": "It is being recorded again.",
}


@pytest.fixture
def editor(browser: Browser, live_portal: str) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": live_portal}])
    sign_in(page, live_portal, "editor@example.org", language="en")
    return page


def given_out(page: Page, base: str) -> dict[str, str]:
    """What → its address, as the page of the lecture tells them to whoever looks."""
    page.goto(f"{base}/vi/{LECTURE}")
    # The page's script keeps them to itself until Play.
    [captions, *_others] = re.findall(r'<track [^>]*src="([^"]+)"', page.request.get(page.url).text())
    found = {
        "video": page.locator("video").get_attribute("src"),
        "captions": captions,
        "transcript": page.locator(".other-ways a").first.get_attribute("href"),
        "said": page.locator("form[action*='/said/']").get_attribute("action"),
    }
    page.goto(f"{base}/vi/{LECTURE}?sound=only")
    found["audio"] = page.locator("audio").get_attribute("src")
    return {what: urljoin(base, address or "") for what, address in found.items()}


def answers(page: Page, addresses: dict[str, str]) -> dict[str, int]:
    form = {"csrfmiddlewaretoken": token(page)}
    return {
        what: page.request.post(address, form=form, max_redirects=0).status
        if what == "said"
        else page.request.get(address).status
        for what, address in addresses.items()
    }


def token(page: Page) -> str:
    return page.locator("[name=csrfmiddlewaretoken]").first.input_value()


def open_lecture(editor: Page, base: str) -> None:
    editor.goto(f"{base}/admin/lectures/")
    editor.locator("main tbody a", has_text=TITLE).click()


def test_lecture_is_taken_down_in_four_languages_and_put_back(page: Page, editor: Page, live_portal: str) -> None:
    sign_in(page, live_portal, "learner@example.org")
    addresses = given_out(page, live_portal)
    assert answers(page, addresses) == {
        "video": 200,
        "captions": 200,
        "transcript": 200,
        "said": 302,
        "audio": 200,
    }

    take_down(editor, live_portal)

    assert set(answers(page, addresses).values()) == {410}
    in_other_languages = {
        f"{what} {language}": address.replace("/vi/", f"/{language}/")
        for what, address in addresses.items()
        for language in TOLD
        if what != "said"
    }
    assert {page.request.get(address).status for address in in_other_languages.values()} == {410}
    for language in TOLD:
        look_at(page, live_portal, language)

    open_lecture(editor, live_portal)
    editor.get_by_role("link", name="Put back").click()
    editor.get_by_role("button", name="Put back").click()
    expect(editor.locator(".messages")).to_contain_text("Put back.")
    page.goto(f"{live_portal}/vi/{LECTURE}")
    expect(page.locator("[data-player]")).to_be_visible()
    assert set(answers(page, addresses).values()) == {200, 302}


def take_down(editor: Page, base: str) -> None:
    open_lecture(editor, base)
    editor.get_by_role("link", name="Take down now, everywhere").click()
    expect(editor.locator("main")).to_contain_text("日本語, やさしい日本語, English")
    editor.select_option("[name=reason]", "correction")
    for language, words in TOLD.items():
        editor.fill(f"[name=note_{language}]", words)
    editor.get_by_role("button", name="Take down now, everywhere").click()
    expect(editor.locator(".messages")).to_contain_text("Taken down.")


def look_at(page: Page, base: str, language: str) -> None:
    page.goto(f"{base}/{language}/{LECTURE}")
    notice = page.locator(".notice.is-warning")
    # The readings of plain Japanese stand above the words.
    expect(notice).to_contain_text("しています。" if language == "ja-hira" else TOLD[language])
    expect(page.locator("[data-player], video, audio")).to_have_count(0)
    page.goto(f"{base}/{language}/courses/basic/")
    expect(page.locator(".lecture", has=page.locator(f"a[href$='/{LECTURE}']")).locator(".badge").first).to_be_visible()


def test_player_that_runs_stops_when_the_lecture_is_taken_down(page: Page, editor: Page, live_portal: str) -> None:
    sign_in(page, live_portal, "learner@example.org")
    page.goto(f"{live_portal}/vi/courses/basic/medical-care/")
    seek(page, 0)
    editor.goto(f"{live_portal}/admin/lectures/")
    editor.locator("main tbody tr:nth-child(4) a").first.click()
    editor.get_by_role("link", name="Take down now, everywhere").click()
    editor.get_by_role("button", name="Take down now, everywhere").click()

    expect(page.locator("[data-player-says]")).to_contain_text("Phần bạn đã xem vẫn được tính.", timeout=60_000)
    assert page.evaluate("document.querySelector('video').paused")


def test_unpublishing_one_language_says_that_the_others_stand(editor: Page, live_portal: str) -> None:
    editor.goto(f"{live_portal}/admin/lectures/")
    editor.locator("main tbody tr:nth-child(2) a").first.click()
    editor.locator("main a[href*='/admin/pages/'][lang=vi]").click()
    editor.goto(editor.url.replace("/edit/", "/unpublish/"))
    editor.locator("main form button[type=submit], main form input[type=submit]").first.click()

    expect(editor.locator(".messages")).to_contain_text("can still be watched")
    expect(editor.locator(".messages a").first).to_have_text("Take down now, everywhere")
