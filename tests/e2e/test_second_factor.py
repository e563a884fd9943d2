"""A coordinator whose telephone was lost sets an app up anew, wherever they wanted to go."""

from __future__ import annotations

import re
import subprocess
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from devtools.places import PYTHON, ROOT
from network.demo.people import PASSWORD
from portal import totp
from tests import databases

pytestmark = pytest.mark.browser

COORDINATOR = "coordinator@example.org"
OUTSIDE_THE_ADMIN = ["/vi/", "/ja/my/", "/ja-hira/courses/", "/en/search/", "/en/meet/cohorts/"]


def test_coordinator_without_an_app_meets_the_set_up(page: Page, live_portal_copy: tuple[str, databases.Copy]) -> None:
    live_portal, copy = live_portal_copy
    take_the_app_off(copy)
    page.goto(f"{live_portal}/en/account/login/")
    page.fill("[name=login]", COORDINATOR)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")

    for address in OUTSIDE_THE_ADMIN:
        page.goto(live_portal + address)
        language = address.split("/")[1]
        assert urlsplit(page.url).path == f"/{language}/account/reauthenticate/"
        expect(page.locator("main")).to_contain_text(address)

    set_the_app_up(page)
    page.locator("main .cluster a").first.click()
    page.wait_for_url(f"{live_portal}{OUTSIDE_THE_ADMIN[-1]}")
    assert page.goto(f"{live_portal}/admin/").ok  # type: ignore[union-attr]


def take_the_app_off(copy: databases.Copy) -> None:
    command = ["take_second_factor_off", COORDINATOR, "--reason", "telephone lost"]
    subprocess.run([str(PYTHON), str(ROOT / "manage.py"), *command], env=dict(copy.environment), check=True)


def set_the_app_up(page: Page) -> None:
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/account/2fa/totp/activate/")
    expect(page.locator("main")).to_contain_text(OUTSIDE_THE_ADMIN[-1])
    secret = page.locator("main strong[translate=no]").inner_text()
    assert re.fullmatch("[A-Z2-7]{32}", secret)
    page.fill("[name=code]", totp.code_at(secret, totp.step_at(timezone.now())))
    page.press("[name=code]", "Enter")
    page.wait_for_url("**/account/2fa/recovery-codes/")
