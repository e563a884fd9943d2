"""What coordinators, supporters and facilitators do in the browser around a session or workshop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from playwright.sync_api import Browser, Page, Route

from portal.dates import TOKYO
from tests.e2e.registering import NETWORK_ID, go_on
from tests.e2e.signing_in import sign_in

ROOM = "https://meet.example.org/room-of-the-test"
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 800}


@dataclass(frozen=True)
class Person:
    """A page of somebody who is signed in, in their language."""

    page: Page
    base: str
    language: str

    def goto(self, path: str) -> Page:
        self.page.goto(f"{self.base}/{self.language}/{path}")
        return self.page

    def meeting(self, key: str, then: str = "") -> Page:
        return self.goto(f"meet/meetings/{key}/{then}")

    @property
    def network_id(self) -> str:
        found = NETWORK_ID.search(self.goto("my/").locator("main").inner_text())
        assert found is not None
        return found.group()


@contextmanager
def people(browser: Browser, base: str) -> Iterator[Callable[..., Person]]:
    """Signs in whoever is named, each in a browser of their own; the room of the online service is played here."""
    contexts = []

    def come(name: str, *, language: str = "vi", size: dict[str, int] = PHONE) -> Person:
        context = browser.new_context(viewport=size)  # type: ignore[arg-type]  # as Playwright's own TypedDict
        context.route(f"{ROOM}**", play_the_room)
        contexts.append(context)
        page = context.new_page()
        sign_in(page, base, f"{name}@example.org", language=language)
        return Person(page, base, language)

    yield come
    for context in contexts:
        context.close()


def play_the_room(route: Route) -> None:
    route.fulfill(status=200, content_type="text/html", body="<h1>Room</h1>")


def fill_times(page: Page, starts_at: datetime) -> None:
    """Two hours; sign-up until the day on which it starts."""
    starts_at = starts_at.astimezone(TOKYO)
    ends_at = starts_at + timedelta(hours=2)
    page.fill("[name=day]", starts_at.date().isoformat())
    page.fill("[name=start_time]", f"{starts_at:%H:%M}")
    page.fill("[name=end_time]", f"{ends_at:%H:%M}")
    page.fill("[name=end_day]", ends_at.date().isoformat())
    page.fill("[name=last_day]", starts_at.date().isoformat())


def plan(desk: Person, starts_at: datetime, *, seats: tuple[int, int], facilitator: str, workshop_of: str = "") -> str:
    """At the desk; answers the meeting's key."""
    page = desk.page
    page.goto(f"{desk.base}/admin/meetings/new/")
    page.check(f"[name=kind][value={'workshop' if workshop_of else 'consultation'}]")
    if workshop_of:
        page.select_option("[name=cohort]", label=workshop_of)
        page.fill("[name=title_ja]", "市役所へいっしょに")
    fill_times(page, starts_at)
    page.check("[name=mode][value=online]")
    page.fill("[name=join_link]", ROOM)
    for language in ("ja", "vi"):
        page.check(f"[name=languages][value={language}]")
    page.check("[name=audience][value=both]")
    for role, count in zip(("helper", "learner"), seats, strict=True):
        page.fill(f"[name={role}_seats]", str(count))
    page.fill("[name=facilitators]", facilitator)
    page.locator("form[novalidate] button[type=submit]").click()
    page.wait_for_url("**/inspect/**")
    return page.url.rstrip("/").split("/")[-1]


def announce(desk: Person, key: str) -> None:
    desk.page.goto(f"{desk.base}/admin/meetings/{key}/announce/")
    desk.page.locator("form[novalidate] button[type=submit]").click()
    desk.page.wait_for_url("**/inspect/**")


def move(desk: Person, key: str, starts_at: datetime) -> None:
    desk.page.goto(f"{desk.base}/admin/meetings/{key}/move/")
    fill_times(desk.page, starts_at)
    desk.page.locator("form[novalidate] button[type=submit]").click()
    desk.page.wait_for_url("**/inspect/**")


def apply(person: Person, key: str, role: str) -> None:
    page = person.meeting(key)
    choice = page.locator(f"input[type=radio][name=role][value={role}]")
    if choice.count():
        choice.check()
    go_on(page)


def enter(person: Person, key: str) -> None:
    """From the meeting's page through the portal's own door."""
    person.meeting(key).locator("a[href$='/join/']").first.click()
    person.page.locator("main form button[type=submit]").click()
    person.page.wait_for_url(f"{ROOM}**")


def soon() -> datetime:
    """Near enough for the room to be open, far enough for what has to be done before the start."""
    return datetime.now(TOKYO).replace(second=0, microsecond=0) + timedelta(minutes=12)
