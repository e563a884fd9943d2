"""`python -m tests.e2e.same_screens BEFORE [AFTER]`: whether a change of the code has changed what people see.

Both are commits; AFTER is the working tree where it is left out. One demo is loaded, by BEFORE and with a clock that
stands still; each side serves a copy of it, and the same screens are photographed. Those that differ by a pixel are
named, and both of their pictures lie in var/same_screens.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import time_machine
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page

from devtools.environment import child_environment
from devtools.places import PYTHON, ROOT, VAR
from devtools.services import company, portal_services, wait_for_answer
from portal.dates import TOKYO
from tests.e2e.addresses import FIRST, PREPARATIONS, SCREENS, Screen, come_as, speak
from tests.e2e.chromium import chromium
from tests.e2e.schemas import schema_of
from tests.e2e.signing_in import logins, sign_in
from tests.live import free_port

MOMENT = datetime(2026, 10, 14, 12, tzinfo=TOKYO)
PHONE, DESKTOP = 360, 1280
FOLDER = VAR / "same_screens"
# One for both sides: addresses stand on screens, some of them as drawn codes.
PORT = free_port()

JOINING = Screen("office-supporter-join", "/admin/supporters/", "Desk", ways=(FIRST, "a[href*='/join/']"))
BY_NAME = {screen.name: screen for screen in (*SCREENS, JOINING)}
LOOKED_AT = (
    ("home", "vi", PHONE),
    ("search", "ja", DESKTOP),
    ("register-about", "ja-hira", PHONE),
    ("certificate-check-answer", "en", PHONE),
    ("my-page", "ja-hira", PHONE),
    ("lecture-begun", "vi", DESKTOP),
    ("survey-open", "ja", PHONE),
    ("my-page-supporter", "vi", DESKTOP),
    ("claim-check", "en", PHONE),
    ("my-data", "ja", PHONE),
    ("referral", "vi", PHONE),
    ("meeting", "ja-hira", DESKTOP),
    ("cohort", "vi", PHONE),
    ("cohort-members", "en", PHONE),
    ("office-claims", "ja", DESKTOP),
    ("office-mails", "en", DESKTOP),
    ("office-import", "ja-hira", DESKTOP),
    ("office-papers-print", "vi", DESKTOP),
    ("office-supporter-join", "en", PHONE),
    ("office-meetings", "ja", PHONE),
    ("office-meeting", "en", DESKTOP),
    ("office-figures", "vi", DESKTOP),
)

# What a Python imports before all else, wherever it finds it first.
HELD_CLOCK = f"import time_machine; time_machine.travel({MOMENT.timestamp()}, tick=False).start()\n"
# What is drawn in one go by one thread comes out alike each time, edges included.
DRAWN_ALIKE = (
    *("--run-all-compositor-stages-before-draw", "--disable-new-content-rendering-timeout", "--num-raster-threads=1"),
    *("--disable-partial-raster", "--disable-skia-runtime-opts", "--disable-threaded-animation"),
    *("--disable-image-animation-resync", "--disable-checker-imaging", "--disable-lcd-text"),
)
# What is on its way somewhere is drawn a shade differently each time.
WITHOUT_MOTION = """
  const still = new CSSStyleSheet();
  still.replaceSync("*, ::before, ::after { transition: none !important; animation: none !important }");
  document.adoptedStyleSheets.push(still);
"""
# Made anew by each side from its own code.
NOT_COPIED = ("cache", "static")


@dataclass(frozen=True)
class Side:
    """Some state of the code, and the data that it works on."""

    root: Path
    data: Path
    clock: Path

    @property
    def database(self) -> Path:
        return self.data / "db.sqlite3"

    def environment(self, **more: str) -> dict[str, str]:
        held = {"PYTHONPATH": str(self.clock), "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "config.settings.demo"}
        return child_environment(**held, PORTAL_DATA=str(self.data), **more)

    def manage(self, *command: str) -> None:
        subprocess.run(
            [str(PYTHON), "manage.py", *command], cwd=self.root, env=self.environment(), check=True, stdout=sys.stderr
        )

    @contextmanager
    def served(self) -> Iterator[str]:
        """The server alone: what a worker or the clock would do, happens to neither side."""
        address = f"http://localhost:{PORT}"
        server = portal_services(PORT)[0]
        with company([server], self.environment(PORTAL_ADDRESS=address), place=self.root) as together:
            wait_for_answer(together, PORT, threading.Event())
            yield address


def main(before: str, after: str = "") -> int:
    with tempfile.TemporaryDirectory(prefix="same-screens-") as name, chromium(*DRAWN_ALIKE) as browser:
        folder = Path(name)
        (folder / "sitecustomize.py").write_text(HELD_CLOCK)
        roots = [_clone(before, folder / "before"), _clone(after, folder / "after") if after else ROOT]
        loaded = Side(roots[0], folder / "loaded", folder)
        _load(loaded, browser)
        fresh = Side(roots[1], folder / "fresh", folder)
        fresh.manage("migrate", "--no-input", "--verbosity", "0")
        if told := schema_of(loaded.database) ^ schema_of(fresh.database):
            print("The schemas differ, so one database can't serve both sides:", *sorted(told), sep="\n  ")
            return 2
        shutil.rmtree(FOLDER, ignore_errors=True)
        for side, root in zip(("before", "after"), roots, strict=True):
            data = shutil.copytree(loaded.data, folder / f"{side}-data", ignore=shutil.ignore_patterns(*NOT_COPIED))
            _photograph(Side(root, data, folder), browser, FOLDER / side)
    return _compare()


def _clone(commit: str, folder: Path) -> Path:
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    subprocess.run(["git", "checkout", "--quiet", commit], cwd=folder, check=True)
    return folder


def _load(side: Side, browser: Browser) -> None:
    """With what people have typed before their screens are looked at."""
    side.manage("prepare_demo")
    known = logins(side.data)
    with side.served() as address, time_machine.travel(MOMENT, tick=False):
        for role in {BY_NAME[name].role for name, _language, _width in LOOKED_AT} & set(PREPARATIONS):
            page = browser.new_page()
            come_as(page, address, role, known)
            page.close()
    with sqlite3.connect(side.database) as connection:
        # All of it into the one file.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _photograph(side: Side, browser: Browser, folder: Path) -> None:
    folder.mkdir(parents=True)
    side.manage("compile_catalogues")
    side.manage("collectstatic", "--no-input", "--verbosity", "0")
    known = logins(side.data)
    with side.served() as address:
        for role in sorted({BY_NAME[name].role for name, _language, _width in LOOKED_AT}):
            # A second factor's codes are good for one sign-in each.
            context = browser.new_context(reduced_motion="reduce")
            context.clock.set_fixed_time(MOMENT)
            context.add_init_script(WITHOUT_MOTION)
            if role:
                sign_in(context.new_page(), address, known[role])
            for name, language, width in LOOKED_AT:
                if BY_NAME[name].role == role:
                    path = folder / f"{name}-{language}-{width}.png"
                    path.write_bytes(_picture(context.new_page(), address, BY_NAME[name], language, width))
            context.close()


def _picture(page: Page, address: str, screen: Screen, language: str, width: int) -> bytes:
    page.set_viewport_size({"width": width, "height": 800})
    speak(page, address, language)
    status = screen.open(page, address, language)
    if status != screen.status:
        raise RuntimeError(f"{screen.name} answered {status}")
    page.wait_for_load_state("networkidle")
    # What the page's scripts move has come to rest when nothing changes any more.
    seen, shot = b"", page.screenshot(full_page=True)
    while seen != shot:
        seen, shot = shot, page.screenshot(full_page=True)
    page.close()
    return shot


def _compare() -> int:
    pictures = sorted(path.name for path in (FOLDER / "before").iterdir())
    differing = {name: pixels for name in pictures if (pixels := _differing_pixels(name))}
    for name, pixels in differing.items():
        print(f"{name}: {pixels}")
    print(f"{len(differing)} of {len(pictures)} screens differ; pictures are in {FOLDER}")
    return 1 if differing else 0


def _differing_pixels(name: str) -> str:
    with Image.open(FOLDER / "before" / name) as before, Image.open(FOLDER / "after" / name) as after:
        if before.size != after.size:
            return f"{before.size} became {after.size}"
        difference = ImageChops.difference(before.convert("RGB"), after.convert("RGB"))
        box = difference.getbbox()
        return f"differs within {box}" if box else ""


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
