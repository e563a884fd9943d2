"""What a page asks of the line: every answer as it came to a browser with an empty memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession, StorageState

from tests.e2e.signing_in import sign_in

HOME, COURSE, MY_PAGE = "", "courses/basic/", "my/"
LECTURE = "courses/basic/medical-care/"


@dataclass
class Answer:
    address: str
    headers: Mapping[str, str] = field(default_factory=dict)  # names in small letters
    size: int = 0  # bytes on the line, the headers among them

    @property
    def path(self) -> str:
        return urlsplit(self.address).path


class Line:
    """Notes everything that a page asks for, the icon of its tab too."""

    def __init__(self, session: CDPSession) -> None:
        self.answers: dict[str, Answer] = {}
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._arrived)
        session.send("Network.enable")

    def _asked(self, event: Any) -> None:
        address = event["request"]["url"]
        if urlsplit(address).scheme in ("http", "https"):
            self.answers[event["requestId"]] = Answer(address)

    def _answered(self, event: Any) -> None:
        if answer := self.answers.get(event["requestId"]):
            answer.headers = {name.lower(): value for name, value in event["response"]["headers"].items()}

    def _arrived(self, event: Any) -> None:
        if answer := self.answers.get(event["requestId"]):
            answer.size = event["encodedDataLength"]


@dataclass(frozen=True)
class Opened:
    answers: tuple[Answer, ...]  # the page itself first
    html: str

    @property
    def html_size(self) -> int:
        return self.answers[0].size

    @property
    def size(self) -> int:
        return sum(answer.size for answer in self.answers)


def session_of(browser: Browser, base: str, email: str) -> StorageState:
    page = browser.new_page()
    sign_in(page, base, email)
    session = page.context.storage_state()
    page.close()
    return session


def opened(browser: Browser, address: str, session: StorageState | None = None) -> Opened:
    """By a telephone that has a session, perhaps, and nothing else."""
    context = browser.new_context(storage_state=session, viewport={"width": 360, "height": 800})
    page = context.new_page()
    line = Line(context.new_cdp_session(page))
    answer = page.goto(address)
    assert answer is not None
    page.wait_for_load_state("networkidle")
    seen = Opened(tuple(line.answers.values()), answer.text())
    context.close()
    return seen
