"""What a request costs, beside the smallest views that do the same work: CPU of all processes of a side.

Needs the servers of DATABASE_URL and REDIS_URL, and nginx where it is installed.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import Any

from tests.benchmarks import Figure, at_most
from tests.benchmarks.speed import _cpu, _servers
from tests.benchmarks.speed._load import Load, Request, send
from tests.benchmarks.speed._servers import Side

ROUNDS, PEOPLE = 3, 200
LECTURE = "/vi/courses/basic/medical-care/"

Asks = Callable[[dict[str, Any]], Request]


@dataclass(frozen=True)
class Row:
    """`most` times as much as the smallest view `limit` may it cost."""

    name: str
    limit: str
    most: float
    asks: Asks


def page(path: str, person: dict[str, Any]) -> Request:
    return Request("GET", path, person["cookie"])


def strangers(path: str, person: dict[str, Any]) -> Request:
    return Request("GET", path)


def form(name: str, person: dict[str, Any]) -> Request:
    return Request("POST", person[name]["path"], person["cookie"], person[name]["fields"])


ROWS = (
    Row("course page, signed in", "course", 2.6, partial(page, "/vi/courses/basic/")),
    Row("lecture page, signed in", "course", 2.6, partial(page, LECTURE)),
    Row("my page", "course", 3.5, partial(page, "/vi/my/")),
    Row("home, stranger", "one", 2, partial(strangers, "/vi/")),
    Row("courses, stranger", "one", 2, partial(strangers, "/vi/courses/")),
    Row("lecture, stranger", "one", 2, partial(strangers, LECTURE)),
    Row("sessions, stranger", "one", 2, partial(strangers, "/vi/sessions/")),
    Row("search", "course", 2.6, partial(page, "/vi/search/?q=lao+%C4%91%E1%BB%99ng")),
    Row("progress report", "upsert", 4.5, partial(form, "report")),
    Row("survey, sent", "insert", 12, partial(form, "survey")),
    Row("claim, sent", "course", 4, partial(form, "claim")),
    Row("booking, sent", "course", 4, partial(form, "booking")),
)
SMALLEST: dict[str, Asks] = {
    "one": lambda person: Request("GET", "/one/"),
    "course": lambda person: Request("GET", "/course/", person["cookie"]),
    "insert": lambda person: Request("POST", "/insert/", fields={"text": "What was learned. " * 20}),
    "upsert": lambda person: Request(
        "POST", "/upsert/", fields={"user": str(person["user"]), "lecture": str(person["lecture"])}
    ),
    "mark": lambda person: Request("POST", "/mark/", person["cookie"], {"lecture": str(person["lecture"])}),
}
ANSWERED = {"GET": {200}, "POST": {200, 204, 302}}


def figures() -> Iterable[Figure]:
    database, cache = os.environ.get("DATABASE_URL"), os.environ.get("REDIS_URL")
    if not database or not cache:
        raise RuntimeError("it needs DATABASE_URL and REDIS_URL")
    print(f"behind {_servers.nginx() or 'nothing: nginx is not installed'}")
    with (
        _servers.limits(database, f"{cache}/14", PEOPLE) as smallest,
        _servers.portal(f"{cache}/15", PEOPLE * ROUNDS) as portal,
    ):
        yield from _measured(smallest, portal)


def _measured(smallest: Side, portal: Side) -> Iterator[Figure]:
    costs: dict[str, list[float]] = defaultdict(list)
    loads: dict[str, Load] = {}
    for number in range(ROUNDS):
        for name, asks in SMALLEST.items():
            costs[name].append(_cost(smallest, map(asks, smallest.people), loads, name))
        own = portal.people[number * PEOPLE : (number + 1) * PEOPLE]
        for row in ROWS:
            costs[row.name].append(_cost(portal, map(row.asks, own), loads, row.name))
    for name in SMALLEST:
        print(f"{name}: {_told(costs[name], loads[name])}")
    for row in ROWS:
        print(f"{row.name}: {_told(costs[row.name], loads[row.name])}")
        ratio = median(costs[row.name]) / median(costs[row.limit])
        yield at_most(f"{row.name}, beside {row.limit}", round(ratio, 2), "times", row.most)


def _cost(side: Side, requests: Iterable[Request], loads: dict[str, Load], name: str) -> float:
    """In milliseconds of CPU a request. The first ones warm up what is measured."""
    asked = list(requests)
    if asked[0].method == "GET":
        send(side.port, asked[:20])
    before = _cpu.used_ms(side.processes)
    load = send(side.port, asked)
    cost = (_cpu.used_ms(side.processes) - before) / len(asked)
    if wrong := set(load.statuses) - ANSWERED[asked[0].method]:
        raise RuntimeError(f"{name} was answered with {sorted(wrong)}")
    loads[name] = load
    return cost


def _told(costs: list[float], load: Load) -> str:
    each = ", ".join(f"{cost:.1f}" for cost in costs)
    speed = f"{load.per_second:.0f}/s, p50 {load.percentile(50):.0f} ms, p95 {load.percentile(95):.0f} ms"
    return f"{median(costs):.2f} ms of CPU ({each}); {speed}"
