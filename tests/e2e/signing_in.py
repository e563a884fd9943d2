from __future__ import annotations

from playwright.sync_api import Page

from network.demo.people import PASSWORD


def sign_in(page: Page, base: str, email: str, *, language: str = "vi", password: str = PASSWORD) -> None:
    page.goto(f"{base}/{language}/account/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"**/{language}/my/")
