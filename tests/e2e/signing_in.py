from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from network.demo.people import PASSWORD


def sign_in(page: Page, base: str, email: str, *, language: str = "vi", password: str = PASSWORD) -> None:
    page.goto(f"{base}/{language}/account/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"**/{language}/my/")


def logins(folder: Path) -> dict[str, str]:
    """E-mail address by role, of the copy of the demo whose folder this is."""
    rows = [line.split("\t") for line in (folder / "logins.txt").read_text(encoding="utf-8").splitlines()]
    return {role: email for role, email, _password in rows}
