"""Searches of the demo, as a signed-in supporter sends them."""

from __future__ import annotations

from collections.abc import Iterable

from django.test import Client

from network.models import User
from tests import queries
from tests.benchmarks import Figure, at_most, exactly

# In each language a subject that the demo's lectures speak of; Vietnamese as typed without marks.
WORDS = {"vi": "lao dong", "ja": "在留資格", "ja-hira": "仕事", "en": "labour"}
STRANGE = ('"', "\x00", "😀", "a" * 100_000, "' OR 1=1 --", "NEAR(a b) *", "%s", "\\")


def figures() -> Iterable[Figure]:
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.filter(is_staff=False).earliest("pk"))
    for language, words in WORDS.items():
        client.get(f"/{language}/search/", {"q": words})
        with queries.counted() as counted:
            page = client.get(f"/{language}/search/", {"q": words}).content.decode()
        yield at_most(f"search {language}: queries", len(counted), "queries", 12)
        yield exactly(f"search {language}: the word is found and marked", float("<mark>" in page), "yes", 1)
    failed = [words for words in STRANGE if client.get("/vi/search/", {"q": words}).status_code != 200]
    yield exactly("search: strange words that fail", len(failed), "words", 0)
