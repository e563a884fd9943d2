"""What is seen of a published portal: its files come from a storage of another origin."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.e2e.published import PRIVATE, PUBLIC, Published, big_recording, published_portal
from tests.factories import PASSWORD

pytestmark = pytest.mark.browser

TEXT = b"Minutes of the board"
SECOND_STEP = re.compile(r".*/account/2fa/authenticate/.*")


@pytest.fixture(scope="module")
def published() -> Iterator[Published]:
    with published_portal() as running:
        yield running


@pytest.fixture(scope="module")
def editor(browser: Browser, published: Published) -> Iterator[Page]:
    with visitor(browser, published) as page:
        sign_in(page, published, "editor")
        yield page


@pytest.fixture
def member(browser: Browser, published: Published) -> Iterator[Page]:
    with visitor(browser, published) as page:
        sign_in(page, published, "member")
        yield page


@pytest.fixture
def stranger(browser: Browser, published: Published) -> Iterator[Page]:
    with visitor(browser, published) as page:
        yield page


@contextmanager
def visitor(browser: Browser, published: Published) -> Iterator[Page]:
    """Somebody with an empty browser; fails when the portal's policy kept anything from them."""
    context = browser.new_context(ignore_https_errors=True, base_url=published.address)
    refused: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            refused.append(message.text)

    context.on("console", note)
    yield context.new_page()
    context.close()
    assert refused == []


def sign_in(page: Page, published: Published, role: str) -> None:
    page.goto("/vi/account/login/")
    page.fill("[name=login]", published.people[role])
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    if role == "editor":
        page.wait_for_url(SECOND_STEP)
        page.fill("[name=code]", format_hotp_value(hotp_value(published.people["app"], int(time.time()) // 30)))
        page.press("[name=code]", "Enter")
    page.wait_for_url("**/vi/my/")


@pytest.fixture(scope="module")
def lecture(editor: Page, published: Published, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the lecture whose recording the editor has brought."""
    editor.goto("/admin/recordings/new/")
    editor.locator("[name=lecture]").select_option(index=1)
    editor.locator("[name=language]").select_option("vi")
    film = big_recording(tmp_path_factory.mktemp("film"))
    editor.set_input_files("[name=audio]", film.with_suffix(".m4a"))
    editor.locator("#id_captions-ADD").click()
    editor.locator("[name=captions-0-language]").select_option("vi")
    editor.fill("[name=captions-0-text]", "WEBVTT\n\n00:00.000 --> 00:59.000\nĐi cùng nhau")
    bring(editor, "[name=video]", film)
    return published.people["lecture"]


@pytest.fixture(scope="module")
def document(editor: Page, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the document that the editor has brought into a private collection."""
    path = tmp_path_factory.mktemp("board") / "minutes.txt"
    path.write_bytes(TEXT)
    editor.goto("/admin/documents/add/")
    editor.fill("[name=title]", "Minutes")
    editor.locator("[name=collection]").select_option(label="Board")
    bring(editor, "[name=file]", path)
    address = editor.locator("a[href*='/minutes.txt']").first.get_attribute("href")
    assert address is not None
    return address


def bring(page: Page, field: str, path: Path) -> None:
    page.set_input_files(field, path)
    with page.expect_navigation(timeout=120_000):
        page.locator("#main form[enctype] [type=submit], #main form[action] [type=submit]").first.click()


def play(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate("const media = document.querySelector('video, audio'); media.muted = true; media.play()")
    wait_for(page, "media.currentTime > 1")


def wait_for(page: Page, what: str) -> None:
    page.wait_for_function(f"() => {{ const media = document.querySelector('video, audio'); return {what}; }}")


def test_recording_goes_on_at_the_same_second_after_its_link_lapsed(
    member: Page, published: Published, lecture: str
) -> None:
    """And what was watched before counts with what was watched after."""
    answers: list[tuple[bool, int]] = []
    storage = published.storage.address
    member.on("response", lambda answer: answers.append((answer.url.startswith(storage), answer.status)))
    play(member, lecture)

    published.storage.let_links_lapse()
    member.evaluate("document.querySelector('video').currentTime = 100")
    wait_for(member, "media.currentTime > 101 && !media.paused && !media.error")
    with member.expect_request("**/watching/") as reported:
        member.evaluate("document.querySelector('video').pause()")

    starts = re.findall(r"\[(\d+),\d+\]", reported.value.post_data or "")
    assert [int(start) // 10_000 for start in starts] == [0, 10]
    assert {status for is_storage, status in answers if is_storage} == {206, 403}


def test_recording_that_can_not_be_loaded_says_so_and_is_tried_again(
    member: Page, published: Published, lecture: str
) -> None:
    play(member, lecture)
    refusal = member.locator("[data-loading-failed]")

    with published.storage.away():
        member.evaluate("document.querySelector('video').currentTime = 100")
        expect(refusal).to_be_visible(timeout=30_000)
    refusal.get_by_role("button").click()
    wait_for(member, "media.currentTime > 101")

    expect(refusal).to_be_hidden()


def test_captions_are_shown_and_sound_is_played_alone(member: Page, lecture: str) -> None:
    play(member, lecture)
    wait_for(member, "media.textTracks[0].cues?.[0].text === 'Đi cùng nhau'")

    play(member, f"{lecture}?sound=only")
    assert member.locator("audio").count() == 1


def test_recording_has_no_address_for_strangers(stranger: Page, published: Published, lecture: str) -> None:
    stranger.goto(lecture)

    expect(stranger.locator("video")).to_have_count(0)
    assert stranger.request.get(f"{published.storage.address}/{PRIVATE}/video/big.mp4").status == 403


def test_picture_is_shown_from_the_public_bucket_and_its_original_is_private(
    editor: Page, stranger: Page, published: Published, tmp_path: Path
) -> None:
    Image.new("RGB", (400, 300), "teal").save(tmp_path / "together.png")
    editor.goto("/admin/images/add/")
    editor.fill("[name=title]", "Together")
    bring(editor, "[name=file]", tmp_path / "together.png")
    editor.goto("/admin/images/")
    shown = editor.locator("#main img[src*=together]").first
    expect(shown).to_have_js_property("naturalWidth", 165)
    address = str(shown.get_attribute("src"))

    assert address.startswith(f"{published.storage.address}/{PUBLIC}/images/together")
    assert stranger.request.get(address).status == 200
    original = f"{published.storage.address}/{PRIVATE}/original_images/together.png"
    assert stranger.request.get(original).status == 403


def test_document_of_a_private_collection_is_opened_by_who_may_and_refused_to_strangers(
    member: Page, editor: Page, stranger: Page, published: Published, document: str
) -> None:
    for person in (member, editor):
        with person.expect_download() as opened:
            person.evaluate("address => { location.href = address; }", document)
        assert (opened.value.suggested_filename, opened.value.path().read_bytes()) == ("minutes.txt", TEXT)

    refused = stranger.request.get(document, max_redirects=0)
    assert "X-Amz-Signature" not in refused.headers.get("location", "")
    assert TEXT not in refused.body()
    assert stranger.request.get(f"{published.storage.address}/{PRIVATE}/documents/minutes.txt").status == 403


def test_visitor_without_tls_is_led_to_it_and_all_cookies_need_it(member: Page, published: Published) -> None:
    plain = member.request.get(f"http://localhost:{published.port}/vi/", max_redirects=0)
    answer = member.goto("/vi/my/")

    assert (plain.status, plain.headers["location"]) == (301, f"https://localhost:{published.port}/vi/")
    assert answer is not None
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert {cookie["secure"] for cookie in member.context.cookies()} == {True}


def test_load_balancer_asks_for_health_by_address_without_tls(stranger: Page, published: Published) -> None:
    answer = stranger.request.get(f"http://127.0.0.1:{published.port}/health/")

    assert (answer.status, answer.text()) == (200, "ok")
