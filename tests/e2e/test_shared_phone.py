"""A telephone that others use too, and a session that ends in the middle of work."""

from __future__ import annotations

import subprocess

import pytest
from playwright.sync_api import Page, expect

from devtools.places import PYTHON, ROOT
from network.demo.people import PASSWORD
from tests import databases
from tests.e2e.learning import seek
from tests.e2e.signing_in import sign_in

pytestmark = pytest.mark.browser

LEARNER = "learner@example.org"
END_ALL = """
from django.utils import timezone
from network.models import BrowserSession
BrowserSession.objects.update(expire_date=timezone.now())
"""
LECTURE = "/vi/courses/basic/labour/"


def sessions_end(copy: databases.Copy) -> None:
    """As if nobody had done anything for long."""
    command = [str(PYTHON), str(ROOT / "manage.py"), "shell", "-c", END_ALL]
    subprocess.run(command, env=dict(copy.environment), check=True, capture_output=True)


def test_shared_phone_is_signed_out_with_its_browser_and_after_idling(
    page: Page, live_portal_copy: tuple[str, databases.Copy]
) -> None:
    base, copy = live_portal_copy
    page.goto(f"{base}/vi/account/login/")
    page.fill("[name=login]", LEARNER)
    page.fill("[name=password]", PASSWORD)
    page.check("[name=shared_phone]")
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{base}/vi/my/")
    [session] = [cookie for cookie in page.context.cookies() if cookie["name"] == "sessionid"]
    assert session["expires"] == -1

    sessions_end(copy)
    page.reload()
    page.wait_for_url(f"{base}/vi/account/login/?next=/vi/my/")


def test_signing_out_sends_what_was_watched_or_names_its_minutes(
    page: Page, live_portal_copy: tuple[str, databases.Copy]
) -> None:
    base, _copy = live_portal_copy
    sign_in(page, base, LEARNER)
    page.goto(base + LECTURE)
    seek(page, 0)
    page.route("**/watching/", lambda route: route.abort())
    page.evaluate("const media = document.querySelector('video'); media.muted = true; media.play()")
    page.wait_for_function("() => document.querySelector('video').currentTime > 2")
    page.evaluate("document.querySelector('video').pause()")
    page.wait_for_function("() => Object.keys(localStorage).some((key) => key.startsWith('banso-watching'))")

    page.goto(f"{base}/vi/account/logout/")
    told = page.locator("[data-not-recorded]")
    expect(told).to_be_visible()
    expect(told.locator("[data-minutes]")).to_have_text("1")
    told.locator("button").first.click()
    expect(told).to_be_visible()

    page.unroute("**/watching/")
    with page.expect_response("**/watching/") as sent:
        told.locator("button").first.click()
    assert sent.value.status == 200
    page.wait_for_url(f"{base}/vi/")
    assert page.evaluate("Object.keys(localStorage)") == []
    page.go_back()
    page.wait_for_load_state()
    expect(page.locator("main")).not_to_contain_text(LEARNER)
    assert page.goto(f"{base}/vi/my/").url.startswith(f"{base}/vi/account/login/")  # type: ignore[union-attr]
