"""Light: a page asks for little, for each thing once, and for all of it as soon as it has arrived."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, StorageState

from tests.e2e.addresses import LANGUAGES
from tests.e2e.line import COURSE, HOME, LECTURE, MY_PAGE, opened
from tests.e2e.signing_in import sign_in

pytestmark = pytest.mark.browser

AT_MOST = {HOME: 6, COURSE: 6, MY_PAGE: 6, LECTURE: 10}
IMMUTABLE = "max-age=315360000, public, immutable"

every_page = pytest.mark.parametrize(
    ("language", "path"), [(language, path) for language in LANGUAGES for path in AT_MOST]
)


@pytest.fixture(scope="module")
def learner(browser: Browser, live_portal: str) -> StorageState:
    page = browser.new_page()
    sign_in(page, live_portal, "learner@example.org")
    session = page.context.storage_state()
    page.close()
    return session


@every_page
def test_page_asks_for_few_files_and_for_none_twice(
    browser: Browser, live_portal: str, learner: StorageState, language: str, path: str
) -> None:
    asked = [answer.path for answer in opened(browser, f"{live_portal}/{language}/{path}", learner).answers]

    assert len(asked) <= AT_MOST[path], asked
    assert sorted(asked) == sorted(set(asked))


@every_page
def test_everything_that_stands_still_is_kept_for_good_and_was_named_by_the_page(
    browser: Browser, live_portal: str, learner: StorageState, language: str, path: str
) -> None:
    """No module is known only after another one has arrived."""
    page = opened(browser, f"{live_portal}/{language}/{path}", learner)
    fixed = [answer for answer in page.answers if answer.path.startswith("/static/")]

    assert {answer.headers["cache-control"] for answer in fixed} == {IMMUTABLE}
    assert {answer.headers["content-encoding"] for answer in fixed} == {"gzip"}
    assert [answer.path for answer in fixed if answer.path not in page.html] == []
