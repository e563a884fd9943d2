"""What a signed-in learner's pages ask of the database and of the line, and how long a developer waits."""

from __future__ import annotations

import json
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.test import Client
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Response

from network.models import User
from tests import live
from tests.benchmarks import Figure, at_most, exactly
from tests.e2e.chromium import chromium
from tests.e2e.signing_in import sign_in
from tests.queries import counted
from tests.starting import starting_figures

LEARNER = "learner@example.org"
CLAIMANT = "supporter@example.org"
LECTURE = "courses/basic/medical-care/"
PAGES = {"my page": "my/", "course page": "courses/basic/", "lecture page": LECTURE}
LANGUAGES = ("vi", "ja", "ja-hira", "en")


def figures() -> Iterable[Figure]:
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(email=LEARNER))
    for language in LANGUAGES:
        for name, path in PAGES.items():
            yield at_most(f"{name} {language}: queries", queries_of(client, f"/{language}/{path}"), "queries", 12)
    yield at_most("progress report: queries", queries_of_report(client), "queries", 3)
    client.force_login(User.objects.get(email=CLAIMANT))
    yield at_most("my page with claims: queries", queries_of(client, "/vi/my/"), "queries", 12)
    yield from weights()
    yield from starting_figures()


def queries_of(client: Client, path: str) -> int:
    client.get(path)
    with counted() as queries:
        response = client.get(path)
    assert response.status_code == 200
    return len(queries)


def queries_of_report(client: Client) -> int:
    html = client.get(f"/vi/{LECTURE}").content.decode()
    token = html.partition('data-token="')[2].partition('"')[0]
    with translation.override("vi"):
        address = reverse("courses:report")
    with counted() as queries:
        response = client.post(address, {"token": token, "intervals": json.dumps([[0, 1000]]), "position": "1000"})
    assert response.status_code == 200
    return len(queries)


def weights() -> Iterable[Figure]:
    """Everything a browser with an empty memory gets for the lecture's page before Play, uncompressed."""
    answers: list[Response] = []
    with live.portal() as (base, _copy), chromium() as browser:
        signed_in = browser.new_page()
        sign_in(signed_in, base, LEARNER)
        # A context of its own has the session, and nothing in its cache.
        fresh = browser.new_context(storage_state=signed_in.context.storage_state()).new_page()
        # Playwright takes no built-in function, as `answers.append` is one.
        fresh.on("response", lambda answer: answers.append(answer))
        fresh.goto(f"{base}/vi/{LECTURE}")
        fresh.wait_for_load_state("networkidle")
        size = sum(len(answer.body()) for answer in answers)
        foreign = [answer.url for answer in answers if urlsplit(answer.url).hostname != urlsplit(base).hostname]
    yield at_most("lecture page without media", size / 1000, "kB", 300)
    yield exactly("lecture page: third-party requests", len(foreign), "requests", 0)
