"""Texts written against the check of careful texts: the longest that stands still at one, and what others then wait."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

from django.test import Client
from django.urls import reverse

from portal.careful.rules import PATTERNS, found_in
from tests.benchmarks import Figure, at_most
from tests.portal.hostile import hostile_texts

LONGEST = 0.05  # seconds
LONGEST_TEXT = 1000
CUTS = 8
SEEN_TO_TAKE_LONG = ["line" + " " * 1000 + "!", "line の id" + " \u3000" * 500 + "!", "ﷺ" * 1000, "㌖" * 1000]


def figures() -> Iterator[Figure]:
    texts = sorted(
        {
            *SEEN_TO_TAKE_LONG,
            *(text for _kind, one in PATTERNS for text in hostile_texts(one, LONGEST_TEXT, cuts=CUTS)),
        }
    )
    taken = {text: _seconds_to_read(text) for text in texts}
    worst = max(taken, key=taken.__getitem__)
    yield at_most(f"slowest of {len(texts)} hostile texts", round(taken[worst], 4), "s", LONGEST)
    asked, waited = _seconds_while_sent([worst, *SEEN_TO_TAKE_LONG])
    yield at_most(f"slowest of {asked} /health/ while hostile texts are sent", round(waited, 3), "s", 1)


def _seconds_to_read(text: str) -> float:
    # Of the processor: what else the machine does is no fault of the text.
    begun = time.thread_time()
    found_in(text)
    return time.thread_time() - begun


def _seconds_while_sent(texts: list[str]) -> tuple[int, float]:
    # A process that has just begun reads its templates: that is no text's fault.
    _send([""])
    _ask_health()
    sender = threading.Thread(target=_send, args=[texts])
    sender.start()
    waited = []
    while sender.is_alive() or not waited:
        begun = time.perf_counter()
        _ask_health()
        waited.append(time.perf_counter() - begun)
    return len(waited), max(waited)


def _ask_health() -> None:
    Client(SERVER_NAME="localhost").get("/health/")


def _send(texts: list[str]) -> None:
    address = reverse("network:register_step", args=["wish"])
    for text in texts:
        Client(SERVER_NAME="localhost").post(address, {"experience_account": text})
