"""Restless viewers in a real browser: play, seek, speeds, reload, language, dropped line, two tabs (L4).

What is stored afterwards is compared with what the pages themselves noted as played.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from random import Random

from django.db import connections
from playwright.sync_api import Browser

from courses.models import Recording, Watching
from courses.rules.watching import add, seen_ms
from tests import databases, live
from tests.benchmarks import Figure, at_most, exactly
from tests.e2e.chromium import chromium
from tests.e2e.signing_in import sign_in
from tests.e2e.watching import WRITTEN_DOWN, Ranges, Viewer

INTERLEAVINGS = 200
# Per recording. Every report says whole milliseconds, rounded down at both ends of what was played.
APART_MS = 2
STEPS = 6
STEP_MS = 700
LECTURES = (
    *("basic/social-work", "basic/residence-status", "basic/labour", "basic/medical-care"),
    *(
        "applied/technical-interns",
        "applied/women-mothers-children",
        "applied/refugees",
        "applied/people-without-status",
    ),
)
LIVE = "live"


def figures() -> Iterator[Figure]:
    with live.portal() as (base, copy), chromium() as browser, ThreadPoolExecutor(1) as database:
        _connect_to(copy)
        together = _Together(browser, base)
        too_many: list[int] = []
        seconds = 0
        for begin in range(0, INTERLEAVINGS, len(LECTURES)):
            # Django lets nobody ask its database beside the browser's own loop.
            database.submit(_forget).result()
            played = together.watch(Random(begin))
            too_many += database.submit(_too_many, played).result()
            seconds += sum(map(seen_ms, played.values())) // 1000
    name = f"restless viewers, {INTERLEAVINGS} interleavings, {seconds} seconds played"
    as_played = INTERLEAVINGS - sum(abs(ms) > APART_MS for ms in too_many)
    yield exactly(f"{name}: stored as played", as_played, "interleavings", INTERLEAVINGS)
    yield at_most(f"{name}: stored but not played", max(0, *too_many), "ms", APART_MS)
    yield at_most(f"{name}: played but not stored", -min(0, *too_many), "ms", APART_MS)


class _Together:
    """As many at once as there are lectures, each in a browser of its own, of one person."""

    def __init__(self, browser: Browser, base: str) -> None:
        page = browser.new_page()
        sign_in(page, base, "learner@example.org")
        self._browser, self._base, self._signed_in = browser, base, page.context.storage_state()

    def watch(self, random: Random) -> dict[str, Ranges]:
        viewers = [self._viewer(path, random) for path in LECTURES]
        for viewer in viewers:
            viewer.open(tabs=random.choice((1, 1, 2)))
        for _step in range(STEPS):
            for viewer in viewers:
                viewer.act()
            viewers[0].tabs[0].wait_for_timeout(STEP_MS)
        played: dict[str, Ranges] = {}
        for viewer in viewers:
            viewer.leave()
            played |= viewer.played()
            viewer.context.close()
        return played

    def _viewer(self, path: str, random: Random) -> Viewer:
        context = self._browser.new_context(storage_state=self._signed_in)  # type: ignore[arg-type]  # its own answer
        context.add_init_script(WRITTEN_DOWN)
        return Viewer(context, self._base, path, random)


def _connect_to(copy: databases.Copy) -> None:
    connections.databases[LIVE] = {**connections["default"].settings_dict, "NAME": copy.database}


def _forget() -> None:
    Watching.objects.using(LIVE).all().delete()


def _too_many(played: Mapping[str, Ranges]) -> list[int]:
    """Milliseconds stored beyond those played, a recording each; below zero where some are missing."""
    recordings = Recording.objects.using(LIVE).values_list("pk", "duration_ms", named=True)
    stored = dict(Watching.objects.using(LIVE).values_list("recording_id", "intervals"))
    return [
        seen_ms(stored.get(pk, [])) - seen_ms(add((), played.get(str(pk), []), length)) for pk, length in recordings
    ]
