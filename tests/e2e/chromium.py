from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserType, sync_playwright

from devtools.testing import BROWSERS

# Nothing that Chromium would like to ask for by itself: only the portal's own requests are of interest.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]


@contextmanager
def chromium(*more: str) -> Iterator[Browser]:
    """`more` are arguments of its command line."""
    with sync_playwright() as playwright:
        browser = launched(playwright.chromium, *more)
        yield browser
        browser.close()


def launched(kind: BrowserType, *more: str, without: Sequence[str] = ()) -> Browser:
    """The system's Chromium: unlike Playwright's own it plays H.264. `without` are arguments that Playwright gives."""
    path = next(filter(None, map(shutil.which, BROWSERS)))
    return kind.launch(executable_path=path, args=[*ARGUMENTS, *more], ignore_default_args=list(without))
