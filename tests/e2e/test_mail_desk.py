"""The desk finds a mail that could not be sent, and sends it again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from network.demo.papers import REFUSED
from tests.e2e.registering import newest_mail_to, press
from tests.e2e.signing_in import sign_in

pytestmark = pytest.mark.browser


def test_given_up_mail_is_found_and_sent_again(page: Page, live_portal: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    sign_in(page, live_portal, "desk@example.org", language="en")
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": live_portal}])
    page.goto(f"{live_portal}/admin/")
    press(page.get_by_role("link", name="Mails that could not be sent"))
    row = page.locator("tbody tr", has_text="News of papers")
    expect(row).to_contain_text("The recipient's provider refuses it.")

    press(row.get_by_role("button", name="Try again"))

    expect(page.locator(".messages")).to_contain_text("on its way again")
    expect(page.locator("tbody tr", has_text="News of papers")).to_have_count(0)
    expect(newest_mail_to(page, live_portal, REFUSED, saying="/my/")).to_be_visible()
