"""Pages for what went wrong: in the reader's language, and with the sign under which it stands in the log."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import path
from pytest_django import Settings

from config import urls
from portal.logs import Line

pytestmark = pytest.mark.django_db

SIGN = re.compile(r'class="error-id">(\w{8})<')
SAID = {
    "vi": {400: "Không đọc được nội dung này", 404: "Không có trang này", 405: "Không mở được", 500: "Có trục trặc"},
    "ja": {
        400: "読み取れませんでした",
        404: "このページはありません",
        405: "直接開けません",
        500: "問題が発生しました",
    },
}


class Kept(logging.Handler):
    """Lines as the console would show them."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(Line())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def log() -> Iterator[Kept]:
    kept = Kept()
    root = logging.getLogger()
    root.addHandler(kept)
    yield kept
    root.removeHandler(kept)


class WithAFault:
    """The portal's addresses, and one that breaks."""

    @staticmethod
    def broken(request: object) -> None:
        raise ValueError("nobody reads this")

    urlpatterns = [path("vi/broken/", broken), path("ja/broken/", broken), *urls.urlpatterns]
    handler400, handler500 = urls.handler400, urls.handler500


@pytest.fixture
def asking(client: Client, settings: Settings) -> Client:
    settings.ROOT_URLCONF = WithAFault
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("language", ["vi", "ja"])
@pytest.mark.parametrize("status", [400, 404, 405, 500])
def test_error_is_told_in_the_readers_language_with_its_sign_in_the_log(
    asking: Client, log: Kept, language: str, status: int
) -> None:
    match status:
        case 400:
            response = asking.post(f"/{language}/register/check/", {"name": "x" * 200})
        case 404:
            response = asking.get(f"/{language}/nowhere/")
        case 405:
            response = asking.get(f"/{language}/register/forget/")
        case _:
            response = asking.get(f"/{language}/broken/")

    assert response.status_code == status
    heading = re.search(r"<h1>(.*?)</h1>", response.text, re.DOTALL)
    assert heading is not None
    assert SAID[language][status] in heading[1]
    (sign,) = SIGN.findall(response.text)
    assert [line for line in log.lines if sign in line and f"status={status}" in line] != []
    assert [line for line in log.lines if "nobody reads this" in line] == []


def test_form_from_an_old_page_is_told_with_its_sign(log: Kept) -> None:
    response = Client(enforce_csrf_checks=True).post("/vi/register/about/", {"name": "Lan"})

    assert response.status_code == 403
    assert "Hãy gửi lại" in response.text
    assert [line for line in log.lines if SIGN.findall(response.text)[0] in line] != []


def test_unreadable_request_is_told_in_all_languages(asking: Client) -> None:
    response = asking.post("/ja/register/check/", {"name": "x" * 200})

    assert re.findall(r'<section class="stack-s" lang="(\w+)">', response.text) == ["ja", "vi", "ja", "en"]


def test_page_of_every_error_shows_its_sign() -> None:
    pages = sorted((configured.BASE_DIR / "templates").glob("[45][0-9][0-9]*.html"))

    assert [page.name for page in pages] == [
        *("400.html", "403.html", "403_csrf.html", "404.html", "405.html", "429.html", "500.html")
    ]
    for page in pages:
        assert "includes/error_id.html" in page.read_text() or "includes/error_words.html" in page.read_text()


def test_wrong_method_keeps_the_allowed_ones(client: Client) -> None:
    response = client.get("/vi/register/forget/")

    assert (response.status_code, response["Allow"]) == (405, "POST")
