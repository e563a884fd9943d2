"""Many browsers at once: each keeps its connection, and asks again as soon as it has its answer."""

from __future__ import annotations

import http.client
import statistics
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock
from urllib.parse import urlencode

CONNECTIONS = 16


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    cookie: str = ""
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def body(self) -> str | None:
        return urlencode(self.fields) if self.method == "POST" else None


@dataclass(frozen=True)
class Load:
    seconds: float
    latencies_ms: Sequence[float]
    statuses: dict[int, int]

    @property
    def per_second(self) -> float:
        return len(self.latencies_ms) / self.seconds

    def percentile(self, share: int) -> float:
        return statistics.quantiles(self.latencies_ms, n=100, method="inclusive")[share - 1]


def send(port: int, requests: Iterable[Request]) -> Load:
    waiting, lock = iter(list(requests)), Lock()

    def next_one() -> Iterator[Request]:
        while True:
            with lock:
                found = next(waiting, None)
            if found is None:
                return
            yield found

    began = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as browsers:
        told = [one.result() for one in [browsers.submit(_browse, port, next_one()) for _n in range(CONNECTIONS)]]
    seconds = time.perf_counter() - began
    answers = [answer for answers in told for answer in answers]
    statuses: dict[int, int] = {}
    for status, _ms in answers:
        statuses[status] = statuses.get(status, 0) + 1
    return Load(seconds, [ms for _status, ms in answers], statuses)


def _browse(port: int, requests: Iterator[Request]) -> list[tuple[int, float]]:
    connection = http.client.HTTPConnection("localhost", port, timeout=60)
    answers = []
    for request in requests:
        began = time.perf_counter()
        connection.request(request.method, request.path, request.body, _headers(request))
        answer = connection.getresponse()
        answer.read()
        answers.append((answer.status, (time.perf_counter() - began) * 1000))
    connection.close()
    return answers


def _headers(request: Request) -> dict[str, str]:
    headers = {"Host": "localhost", "Accept-Encoding": "gzip", "X-Forwarded-Proto": "https"}
    if request.cookie:
        headers["Cookie"] = request.cookie
    if request.method == "POST":
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": "https://localhost/"}
    return headers
