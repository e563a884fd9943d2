"""What a signed-in learner's pages ask of the database and of the line, and how long a developer waits."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.test import Client
from django.urls import reverse
from django.utils import translation

from network.models import User
from tests import live
from tests.benchmarks import Figure, at_most, exactly
from tests.e2e import line
from tests.e2e.addresses import LANGUAGES
from tests.e2e.chromium import chromium
from tests.queries import counted
from tests.starting import starting_figures

LEARNER = "learner@example.org"
CLAIMANT = "supporter@example.org"
PAGES = {"my page": line.MY_PAGE, "course page": line.COURSE, "lecture page": line.LECTURE}
HTML_KB = 12


@dataclass(frozen=True)
class Limit:
    requests: int
    kilobytes: int


LIGHT, WITH_A_PLAYER = Limit(8, 40), Limit(12, 170)


def figures() -> Iterable[Figure]:
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(email=LEARNER))
    for language in LANGUAGES:
        for name, path in PAGES.items():
            yield at_most(f"{name} {language}: queries", queries_of(client, f"/{language}/{path}"), "queries", 12)
    yield at_most("progress report: queries", queries_of_report(client), "queries", 3)
    client.force_login(User.objects.get(email=CLAIMANT))
    yield at_most("my page with claims: queries", queries_of(client, "/vi/my/"), "queries", 12)
    yield from on_the_line()
    yield from starting_figures()


def queries_of(client: Client, path: str) -> int:
    client.get(path)
    with counted() as queries:
        response = client.get(path)
    assert response.status_code == 200
    return len(queries)


def queries_of_report(client: Client) -> int:
    html = client.get(f"/vi/{line.LECTURE}").content.decode()
    token = html.partition('data-token="')[2].partition('"')[0]
    with translation.override("vi"):
        address = reverse("courses:report")
    with counted() as queries:
        response = client.post(address, {"token": token, "intervals": json.dumps([[0, 1000]]), "position": "1000"})
    assert response.status_code == 200
    return len(queries)


def on_the_line() -> Iterable[Figure]:
    """What a browser with an empty memory gets, before Play, as it comes: compressed, with all headers."""
    foreign = 0
    with live.portal() as (base, _copy), chromium() as browser:
        learner = line.session_of(browser, base, LEARNER)
        for language in LANGUAGES:
            yield from weighed(f"home {language}, stranger", line.opened(browser, f"{base}/{language}/"), LIGHT)
            for name, path in {"home": line.HOME, **PAGES}.items():
                page = line.opened(browser, f"{base}/{language}/{path}", learner)
                yield from weighed(f"{name} {language}", page, WITH_A_PLAYER if path == line.LECTURE else LIGHT)
                foreign += sum(not answer.address.startswith(f"{base}/") for answer in page.answers)
    yield exactly("third-party requests", foreign, "requests", 0)


def weighed(name: str, page: line.Opened, limit: Limit) -> Iterable[Figure]:
    yield at_most(f"{name}: requests", len(page.answers), "requests", limit.requests)
    yield at_most(f"{name}: HTML", page.html_size / 1000, "kB", HTML_KB)
    yield at_most(f"{name}: in all", page.size / 1000, "kB", limit.kilobytes)
