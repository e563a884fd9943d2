"""How long a page takes while mail, storage and cache refuse, and while they take connections and never answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

from tests import outages
from tests.benchmarks import Figure, at_most, exactly
from tests.outages import Lonely

LONGEST = 1  # seconds
# Long enough for the cache to be tried again twice.
MEASURED_FOR = 12
# None needs the keys of the demo, which a published portal doesn't have.
PATHS = (
    "",
    "consultations/",
    "courses/basic/",
    "courses/basic/medical-care/",
    "register/about/",
    "account/login/",
    "search/?q=lao",
)
PAGES = [f"/{language}/{path}" for language in ("vi", "ja", "ja-hira", "en") for path in PATHS]
ASKING = "/vi/account/login/code/"
KNOWN = "admin@example.org"
HOW = {"refuse": "refused", "hang": "hanging"}


def figures() -> Iterator[Figure]:
    for way in outages.WAYS:
        with outages.portal(way) as portal:
            yield from _figures(portal, f"outages: mail, storage and cache {HOW[way]}")


def _figures(portal: Lonely, name: str) -> Iterator[Figure]:
    # A process that has just begun reads its templates: that is no outage's fault.
    statuses = {path: portal.status_of(path) for path in PAGES}
    yield exactly(f"{name}: pages that answer", sum(status == 200 for status in statuses.values()), "pages", len(PAGES))
    answers = [portal.status_of_sending(ASKING, {"email": email}) for email in (KNOWN, "nobody@example.org")]
    yield exactly(f"{name}: codes that can be asked for", answers.count(302), "codes", len(answers))
    slowest, of_health, of_asking = 0.0, 0.0, 0.0
    until = time.monotonic() + MEASURED_FOR
    while time.monotonic() < until:
        of_health = max(of_health, _seconds(portal.status_of, "/health/"))
        of_asking = max(of_asking, _seconds(portal.status_of_sending, ASKING, {"email": KNOWN}))
        slowest = max(slowest, *(_seconds(portal.status_of, path) for path in PAGES))
    yield at_most(f"{name}: slowest public page", slowest, "s", LONGEST)
    yield at_most(f"{name}: slowest /health/", of_health, "s", LONGEST)
    yield at_most(f"{name}: slowest asking for a code, page and form", of_asking, "s", LONGEST)


def _seconds(asked: Callable[..., int], *what: Any) -> float:
    begun = time.monotonic()
    asked(*what)
    return round(time.monotonic() - begun, 3)
