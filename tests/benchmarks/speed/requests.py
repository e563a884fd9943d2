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
REPEATED = 5  # what costs little, so that the clock of the processes, which ticks in hundredths, can tell it
PUBLISHED = 10  # times
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
    Row("sessions, stranger", "one", 2, partial(strangers, "/vi/consultations/")),
    Row("search", "course", 2.6, partial(page, "/vi/search/?q=lao+%C4%91%E1%BB%99ng")),
    Row("progress report", "upsert", 4.5, partial(form, "report")),
    Row("survey, sent", "insert", 12, partial(form, "survey")),
    Row("claim, sent", "course", 4, partial(form, "claim")),
    Row("booking, sent", "course", 4, partial(form, "booking")),
)
# One reader alone, each time after the page was published anew.
FIRST_READER = Row("first reader after publishing", "course", 30, partial(page, "/vi/courses/basic/"))
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
        _servers.portal(f"{cache}/15", PEOPLE * ROUNDS + 1) as portal,
        _servers.Beside(portal) as beside,
    ):
        yield from _measured(smallest, portal, beside)


def _measured(smallest: Side, portal: Side, beside: _servers.Beside) -> Iterator[Figure]:
    costs: dict[str, list[float]] = defaultdict(list)
    loads: dict[str, Load] = {}
    for number in range(ROUNDS):
        for name, asks in SMALLEST.items():
            costs[name].append(_cost(smallest, map(asks, smallest.people * REPEATED), loads, name))
        own = portal.people[number * PEOPLE : (number + 1) * PEOPLE]
        for row in ROWS:
            times = REPEATED if row.limit == "one" else 1
            costs[row.name].append(_cost(portal, map(row.asks, own * times), loads, row.name))
        costs[FIRST_READER.name].append(_cost_after_publishing(portal, beside))
    for name in SMALLEST:
        print(f"{name}: {_told(costs[name], loads[name])}")
    *_own, last = portal.people
    for row in ROWS:
        asked = row.asks(last)
        statements = beside.do(ask={**vars(asked), "body": asked.body or ""})
        print(f"{row.name}: {statements} statements, {_told(costs[row.name], loads[row.name])}")
    for row in (*ROWS, FIRST_READER):
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


def _cost_after_publishing(portal: Side, beside: _servers.Beside) -> float:
    spent = 0.0
    for _time in range(PUBLISHED):
        beside.do(publish=1)
        before = _cpu.used_ms(portal.processes)
        send(portal.port, [FIRST_READER.asks(portal.people[0])])
        spent += _cpu.used_ms(portal.processes) - before
    return spent / PUBLISHED


def _told(costs: list[float], load: Load) -> str:
    each = ", ".join(f"{cost:.1f}" for cost in costs)
    speed = f"{load.per_second:.0f}/s, p50 {load.percentile(50):.0f} ms, p95 {load.percentile(95):.0f} ms"
    return f"{median(costs):.2f} ms of CPU ({each}); {speed}"
