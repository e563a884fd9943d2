"""The desk brings lists of members in, undoes them, and two colleagues make one person of two records."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from network.demo.people import ADMINISTRATOR
from tests.e2e.registering import press
from tests.e2e.signing_in import sign_in

pytestmark = pytest.mark.browser

CASES = Path(__file__).parents[1] / "network" / "cases"
FILES = {
    "titlerow.xlsx": 2,
    "strict.xlsx": 2,
    "empty_fill.xlsx": 2,
    "sep.csv": 1,
    "era.csv": 6,
    "gforms_ja.csv": 2,
}
# A worker takes the lines.
WORK_SECONDS = 60


def at_the_desk(page: Page, base: str, email: str) -> Page:
    page.set_viewport_size({"width": 1280, "height": 900})
    sign_in(page, base, email, language="en")
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": base}])
    page.goto(f"{base}/admin/")
    return page


def status(page: Page) -> Locator:
    return page.locator("main p[role=status]")


def bring_in(page: Page, base: str, file: str) -> None:
    page.goto(f"{base}/admin/member-import/")
    page.set_input_files("[name=file]", CASES / file)
    press(page.get_by_role("button", name="Read the file"))
    if page.url.endswith("/reading/"):
        for written_right in page.get_by_role("radio", name="登録番号").all():
            written_right.check()
        press(page.get_by_role("button", name="Go on to the columns"))
    press(page.get_by_role("button", name="Check all lines"))
    expect(status(page)).to_contain_text("This is what would happen.")
    press(page.get_by_role("button", name="Import "))
    wait_until(page, "Imported.")


def wait_until(page: Page, state: str) -> None:
    deadline = time.monotonic() + WORK_SECONDS
    while (again := page.get_by_role("link", name="Look again")).count():
        assert time.monotonic() < deadline, "the worker has not taken the lines"
        press(again)
    expect(status(page)).to_contain_text(state)


def undo(page: Page) -> None:
    press(page.get_by_role("link", name="Undo this import"))
    press(page.get_by_role("button", name="Undo the whole import"))
    wait_until(page, "Undone.")


def test_files_from_practice_come_in_and_are_undone(page: Page, live_portal: str) -> None:
    at_the_desk(page, live_portal, "desk@example.org")
    for file, members in FILES.items():
        bring_in(page, live_portal, file)
        expect(page.locator("tbody tr", has_text="New member")).to_have_count(members)

        undo(page)

        expect(page.locator("tbody tr", has_text="Removed again")).to_have_count(members)
    page.goto(f"{live_portal}/admin/supporters/?q=A-101")
    expect(page.locator("main")).not_to_contain_text("テスト")


def test_member_who_registered_online_becomes_one_person(page: Page, browser: Browser, live_portal: str) -> None:
    at_the_desk(page, live_portal, "desk@example.org")
    bring_in(page, live_portal, "already_registered.csv")
    press(page.get_by_role("link", name="Compare and join"))
    page.get_by_label("Why are they one person?").fill("Asked by telephone, it is the same person.")
    press(page.get_by_role("button", name="Propose to join them"))
    expect(page.locator("tbody tr", has_text="A-500")).to_contain_text("by you; a colleague confirms it")

    colleague = at_the_desk(browser.new_page(), live_portal, ADMINISTRATOR)
    press(colleague.get_by_role("link", name="Records to join"))
    press(colleague.get_by_role("link", name="A-500"))
    press(colleague.get_by_role("button", name="They are one person: join"))

    expect(colleague.locator(".messages")).to_contain_text("The two records are one now: A-500.")
    expect(colleague.get_by_role("heading", name="A-500")).to_be_visible()
    colleague.close()
