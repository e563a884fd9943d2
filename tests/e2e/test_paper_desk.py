"""The desk takes registrations through print, post, receipt, account and completion, and people renew (R3–R5)."""

from __future__ import annotations

import sqlite3
import subprocess
from contextlib import closing
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from portal.dates import TOKYO
from tests import databases
from tests.e2e.registering import ADDRESS, TELEPHONE, Newcomer, register_by_form
from tests.e2e.signing_in import sign_in

pytestmark = pytest.mark.browser

LANGUAGES = ["vi", "ja", "ja-hira", "en", "vi"]
PEOPLE = [
    Newcomer(language, f"new{number}@example.org", f"Người mới {number}", has_experience=True)
    for number, language in enumerate(LANGUAGES)
]
KANA, NUMBER = "ニユーカマー", "1234567"


def test_five_registrations_become_complete(
    page: Page, browser: Browser, live_portal_copy: tuple[str, databases.Copy]
) -> None:
    live_portal, copy = live_portal_copy
    ids = [register_by_form(browser, live_portal, person) for person in PEOPLE]
    page.set_viewport_size({"width": 1280, "height": 900})
    sign_in(page, live_portal, "desk@example.org", language="en")
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": live_portal}])

    assert printed_pdf(page, live_portal).startswith(b"%PDF")
    mark_as_sent(page, live_portal, ids)
    for network_id in ids:
        open_by_id(page, live_portal, network_id)
        for _keying in range(2):
            key_account(page)
            open_by_id(page, live_portal, network_id)
        expect(page.get_by_text("…567")).to_be_visible()
        page.get_by_role("button", name="Confirm experience").click()
        page.get_by_role("button", name="Received, complete").click()
        expect(page.locator("h3", has_text="Complete")).to_be_visible()
    in_clear = [word for word in (NUMBER, TELEPHONE, TELEPHONE.replace("-", ""), ADDRESS) if word in dump(copy)]
    assert in_clear == []


def test_term_change_is_renewed_under_the_same_id(page: Page, browser: Browser, live_portal: str) -> None:
    """The running term ends in three weeks: the desk asks, and the supporter renews in one step."""
    office = browser.new_page(viewport={"width": 1280, "height": 900})
    office.context.add_cookies([{"name": "django_language", "value": "en", "url": live_portal}])
    sign_in(office, live_portal, "desk@example.org", language="en")
    bring_the_next_term_near(office, live_portal)
    office.goto(f"{live_portal}/admin/papers/renewal/")
    office.get_by_role("button", name="Ask them by mail").click()
    expect(office.locator(".messages")).to_contain_text("asked by mail")
    office.close()

    sign_in(page, live_portal, "supporter@example.org", language="ja")
    before = page.locator("main .reference").first.inner_text()
    page.goto(f"{live_portal}/ja/my/papers/")
    page.locator("main form button[type=submit]").click()

    expect(page.locator("main .badge").first).to_be_visible()
    page.goto(f"{live_portal}/ja/my/")
    assert page.locator("main .reference").first.inner_text() == before


def dump(copy: databases.Copy) -> str:
    """Everything that a backup of the database would hold."""
    if url := copy.environment["DATABASE_URL"]:
        return subprocess.run(["pg_dump", url], capture_output=True, text=True, check=True).stdout
    with closing(sqlite3.connect(copy.database)) as connection:
        return "\n".join(connection.iterdump())


def printed_pdf(page: Page, base: str) -> bytes:
    page.goto(f"{base}/admin/papers/print/")
    form = page.locator("form[action$='/print/pdf/']")
    ticked = form.locator("input[type=checkbox]:checked").evaluate_all("boxes => boxes.map(box => box.value)")
    assert len(ticked) >= len(PEOPLE)
    fields = {name: form.locator(f"[name={name}]").first.input_value() for name in ("csrfmiddlewaretoken",)}
    key = form.locator("[name=idempotency_key]")
    if key.count():
        fields["idempotency_key"] = key.input_value()
    body = "&".join([*(f"{name}={value}" for name, value in fields.items()), *(f"papers={pk}" for pk in ticked)])
    answer = page.request.post(
        f"{base}/admin/papers/print/pdf/",
        data=body,
        headers={"Content-Type": "application/x-www-form-urlencoded", "Referer": page.url},
    )
    return answer.body()


def mark_as_sent(page: Page, base: str, ids: list[str]) -> None:
    page.goto(f"{base}/admin/papers/send-out/")
    for network_id in ids:
        page.get_by_label(network_id).check()
    page.get_by_role("button", name="Mark the chosen ones as sent").click()
    for network_id in ids:
        expect(page.locator("main li", has_text=network_id)).to_contain_text("Sent")


def open_by_id(page: Page, base: str, network_id: str) -> None:
    page.goto(f"{base}/admin/papers/find/")
    page.fill("[name=network_id]", network_id.replace("-", " ").lower())
    page.press("[name=network_id]", "Enter")
    page.wait_for_url("**/supporters/inspect/**")


def key_account(page: Page) -> None:
    page.locator("main a[href*='/supporters/account/']").first.click()
    page.locator("main a[href$='/bank/']").first.click()
    page.fill("[name=q]", "みずほ")
    page.press("[name=q]", "Enter")
    page.locator("main td a").first.click()
    page.fill("[name=q]", "001")
    page.press("[name=q]", "Enter")  # a whole code leads straight on
    page.fill("[name=number]", NUMBER)
    page.fill("[name=holder]", KANA)
    page.locator("main form button[type=submit]").last.click()
    page.locator("main form button[type=submit]").first.click()


def bring_the_next_term_near(page: Page, base: str) -> None:
    """As an office would that counts its terms otherwise: the running one ends in three weeks."""
    ends = datetime.now(TOKYO).date() + timedelta(days=21)
    terms = page.goto(f"{base}/admin/terms/") and page.locator(".listing td.title a, .listing td a[href*='/edit/']")
    hrefs = list(dict.fromkeys(terms.evaluate_all("links => links.map(link => link.href)")))  # type: ignore[union-attr]
    running, following = hrefs[-2:]
    for address, field, value in ((running, "ends_on", ends), (following, "starts_on", ends + timedelta(days=1))):
        page.goto(address)
        page.fill(f"[name={field}]", value.isoformat())
        page.get_by_role("button", name="Save").first.click()
        page.wait_for_load_state()
