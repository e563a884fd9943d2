"""Light: a page asks for little, for each thing once, and for all of it as soon as it has arrived."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, StorageState

from tests.e2e.addresses import LANGUAGES
from tests.e2e.line import COURSE, HOME, LECTURE, MY_PAGE, Opened, opened, session_of

pytestmark = pytest.mark.browser

AT_MOST = {HOME: 6, COURSE: 6, MY_PAGE: 6, LECTURE: 10}
IMMUTABLE = "max-age=315360000, public, immutable"


@pytest.fixture(scope="module")
def learner(browser: Browser, live_portal: str) -> StorageState:
    return session_of(browser, live_portal, "learner@example.org")


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=AT_MOST)
def path(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def seen(browser: Browser, live_portal: str, learner: StorageState, language: str, path: str) -> Opened:
    return opened(browser, f"{live_portal}/{language}/{path}", learner)


def test_few_files_are_asked_for_and_none_twice(seen: Opened, path: str) -> None:
    asked = [answer.address for answer in seen.answers]

    assert len(asked) <= AT_MOST[path], asked
    assert sorted(asked) == sorted(set(asked))


def test_everything_is_compressed(seen: Opened) -> None:
    assert {answer.headers["content-encoding"] for answer in seen.answers} == {"gzip"}


def test_what_stands_still_is_kept_for_good_and_named_by_the_page(seen: Opened) -> None:
    """So no module is known only after another one has arrived."""
    _page, *others = seen.answers

    assert {answer.headers["cache-control"] for answer in others} == {IMMUTABLE}
    assert [answer.path for answer in others if answer.path not in seen.html] == []
