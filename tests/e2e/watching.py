"""A restless viewer: what really played is written down by the page itself, beside what the portal's script reports."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from random import Random

from playwright.sync_api import BrowserContext, Page

from tests.e2e.addresses import LANGUAGES

Ranges = list[list[int]]

PLAYED, KEPT = "played ", "banso-watching "
SPEEDS = (0.5, 0.75, 1, 1.5, 2)
# In whole milliseconds, as the player's own script reads them. Noted while it plays, since a recording that is loaded
# anew forgets what was played of it. At leaving it halts, so that both scripts read the same, and "left" is said last,
# after the portal's own script: the browser writes what several pages store one after the other, and late.
WRITTEN_DOWN = """
const page = `played ${Math.random()}`;
const played = new Map();
const ms = (seconds) => Math.floor(seconds * 1000);
const media = () => document.querySelector("[data-player] :is(video, audio)");
function note() {
  for (let i = 0; i < media().played.length; i++) {
    const start = ms(media().played.start(i));
    played.set(start, Math.max(ms(media().played.end(i)), played.get(start) ?? 0));
  }
}
function write(left) {
  const { recording } = document.querySelector("[data-player]").dataset;
  localStorage.setItem(page, JSON.stringify({ recording, ranges: [...played], left }));
}
for (const name of ["timeupdate", "pause", "error"]) document.addEventListener(name, note, true);
addEventListener("pagehide", () => media()?.pause());
addEventListener("DOMContentLoaded", () => {
  if (!media()) return;
  write(false);
  addEventListener("pagehide", () => {
    note();
    write(true);
  });
});
"""
ALL_LEFT = f"""() => Object.entries(localStorage).every(
  ([key, value]) => !key.startsWith("{PLAYED}") || JSON.parse(value).left
)"""
NOTHING_KEPT = f"() => !Object.keys(localStorage).some((key) => key.startsWith('{KEPT}'))"
PLAY = """([speed, part]) => {
  const media = document.querySelector("[data-player] :is(video, audio)");
  media.muted = true;
  media.playbackRate = speed;
  if (part !== null && media.duration) media.currentTime = media.duration * part;
  return media.play().then(() => {}, () => {});
}"""
PAUSE = "document.querySelector('[data-player] :is(video, audio)')?.pause()"


@dataclass
class Viewer:
    """`path`: of the lecture, as `basic/labour`. In one or two tabs of one browser."""

    context: BrowserContext
    base: str
    path: str
    random: Random
    tabs: list[Page] = field(default_factory=list)

    def open(self, tabs: int) -> None:
        self.tabs = [self.context.new_page() for _tab in range(tabs)]
        for tab in self.tabs:
            self._load(tab)
            tab.evaluate(PLAY, [1, None])

    def act(self) -> None:
        tab = self.random.choice(self.tabs)
        self.random.choice([self._play, self._play, self._seek, self._pause, self._reload, self._speak, self._drop])(
            tab
        )

    def leave(self) -> None:
        """By a page without a player, then everything that the browser kept is sent by the next that has one."""
        self.context.set_offline(False)
        for tab in self.tabs:
            tab.goto(f"{self.base}/en/")
        last = self.tabs[0]
        last.wait_for_function(ALL_LEFT)
        self._load(last)
        last.wait_for_function(NOTHING_KEPT)

    def played(self) -> dict[str, Ranges]:
        """By recording, of all tabs and loadings."""
        stored = self.tabs[0].evaluate("() => Object.entries(localStorage)")
        found: dict[str, Ranges] = {}
        for key, value in stored:
            if key.startswith(PLAYED):
                noted = json.loads(value)
                found.setdefault(noted["recording"], []).extend(noted["ranges"])
        return found

    def _load(self, tab: Page) -> None:
        tab.goto(f"{self.base}/{self.random.choice(LANGUAGES)}/courses/{self.path}/")

    def _play(self, tab: Page) -> None:
        tab.evaluate(PLAY, [self.random.choice(SPEEDS), None])

    def _seek(self, tab: Page) -> None:
        tab.evaluate(PLAY, [self.random.choice(SPEEDS), self.random.random()])

    def _pause(self, tab: Page) -> None:
        tab.evaluate(PAUSE)

    def _reload(self, tab: Page) -> None:
        self.context.set_offline(False)
        tab.reload()
        self._play(tab)

    def _speak(self, tab: Page) -> None:
        self.context.set_offline(False)
        self._load(tab)
        self._play(tab)

    def _drop(self, tab: Page) -> None:
        """The line, until the next page is wanted: it may go while the page is left, too."""
        self.context.set_offline(True)
        tab.evaluate(PLAY, [2, None])
