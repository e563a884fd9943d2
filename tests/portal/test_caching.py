from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.redis import RedisCache

from portal import cache_lines, caching
from portal.cache_lines import LEFT_ALONE
from portal.caching import CacheThatMayFail
from tests import lines
from tests.lines import Clock, Line
from tests.portal.logged import log

# A busy machine must not look like a failing server, nor a failing one cost the tests time.
PATIENT, IMPATIENT = 5, 0.01


@pytest.fixture(scope="module")
def redis_port() -> Iterator[int]:
    with lines.redis() as port:
        yield port


@pytest.fixture
def line(redis_port: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    # Another test may have had the same port, and found nobody there.
    monkeypatch.setattr(cache_lines, "_lines", {})
    with lines.line(redis_port) as to_redis:
        yield to_redis


def cache_at(line: Line, wait: float = PATIENT) -> CacheThatMayFail:
    options = {"socket_connect_timeout": wait, "socket_timeout": wait}
    return CacheThatMayFail(f"redis://127.0.0.1:{line.port}", {"OPTIONS": options})


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    stopped = Clock()
    monkeypatch.setattr(cache_lines, "monotonic", stopped)
    monkeypatch.setattr(caching, "monotonic", stopped)
    return stopped


@pytest.fixture(params=["refuse", "hang"])
def away(request: pytest.FixtureRequest, line: Line) -> CacheThatMayFail:
    getattr(line, request.param)()
    return cache_at(line, IMPATIENT)


def test_waits_add_up_to_a_fifth_of_a_second_at_most() -> None:
    cache = CacheThatMayFail("redis://127.0.0.1:1", {})

    of_a_connection = cache._cache.get_client().connection_pool.connection_kwargs
    waits = of_a_connection["socket_connect_timeout"] + of_a_connection["socket_timeout"]
    assert (waits, of_a_connection["retry"].get_retries()) == (0.2, 0)


QUESTIONS: dict[str, tuple[Callable[[BaseCache], Any], Any]] = {
    "get": (lambda cache: cache.get("a"), None),
    "get with a default": (lambda cache: cache.get("a", 7), 7),
    "get_many": (lambda cache: cache.get_many(["a", "b"]), {}),
    "get_or_set": (lambda cache: cache.get_or_set("a", lambda: 7), 7),
    "has_key": (lambda cache: cache.has_key("a"), False),
    "in": (lambda cache: "a" in cache, False),
    "add": (lambda cache: cache.add("a", 1), True),
    "set": (lambda cache: cache.set("a", 1), None),
    "set_many": (lambda cache: cache.set_many({"a": 1, "b": 2}), ["a", "b"]),
    "touch": (lambda cache: cache.touch("a"), False),
    "delete": (lambda cache: cache.delete("a"), False),
    "delete_many": (lambda cache: cache.delete_many(["a"]), None),
    "clear": (lambda cache: cache.clear(), None),
    "close": (lambda cache: cache.close(), None),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_cache_that_is_away_has_nothing(name: str, away: CacheThatMayFail) -> None:
    ask, nothing = QUESTIONS[name]

    assert ask(away) == nothing
    assert ask(away) == nothing


@pytest.mark.parametrize("count", [lambda cache: cache.incr("a"), lambda cache: cache.decr("a")])
def test_counter_of_a_cache_that_is_away_is_not_there(
    count: Callable[[BaseCache], int], away: CacheThatMayFail
) -> None:
    with pytest.raises(ValueError, match="nothing is kept"):
        count(away)


def test_every_question_of_a_cache_is_answered() -> None:
    """A method that Redis's own class has, and ours lets through, would break the page."""
    of_redis = {name for name in vars(RedisCache) if not name.startswith("_")}

    assert of_redis - set(vars(CacheThatMayFail)) == {"get_backend_timeout"}


def test_what_is_kept_is_found_again(line: Line) -> None:
    cache = cache_at(line)
    cache.set_many({"a": [1], "b": "two", "n": 1})

    assert cache.get_many(["a", "b", "c"]) == {"a": [1], "b": "two"}
    assert (cache.incr("n"), cache.add("a", 9), cache.delete("a"), cache.get("a", 7)) == (2, False, True, 7)


def test_server_that_never_answers_is_asked_once_in_five_seconds_by_all_threads(line: Line, clock: Clock) -> None:
    line.hang()
    cache_at(line, IMPATIENT).get("a")
    assert line.connections == 1

    in_threads(lambda: cache_at(line, IMPATIENT).get("a"))
    clock.seconds += LEFT_ALONE - 0.1
    in_threads(lambda: cache_at(line, IMPATIENT).get("a"))
    assert line.connections == 1

    clock.seconds += 0.1
    in_threads(lambda: cache_at(line, IMPATIENT).get("a"))
    assert line.connections == 2


def test_cache_is_used_again_when_it_is_back(line: Line, clock: Clock) -> None:
    cache = cache_at(line)
    cache.set("a", 1)
    line.refuse()
    assert cache.get("a") is None

    line.mend()
    assert cache.get("a") is None

    clock.seconds += LEFT_ALONE
    assert [cache.get("a") for _again in range(3)] == [1, 1, 1]


def test_connections_that_lay_idle_while_the_server_started_anew_are_no_outage(line: Line) -> None:
    cache = cache_at(line)
    cache.set("a", 1)
    line.refuse()
    line.mend()

    assert cache.get("a") == 1


def test_slow_answer_is_taken_and_the_server_left_alone(line: Line, clock: Clock) -> None:
    cache, known = cache_at(line), cache_lines.outages()
    cache.set("a", 1)

    class Slow:
        def __reduce__(self) -> tuple[Callable[[], None], tuple[()]]:
            clock.seconds += 2 * PATIENT + 1
            return (no_longer_there, ())

    cache.set("slow", Slow())

    assert cache.get("a") is None
    assert cache_lines.outages() == known + 1


def test_outage_is_told_once_and_its_end_too(line: Line, clock: Clock) -> None:
    cache, known = cache_at(line), cache_lines.outages()
    with log() as written:
        line.refuse()
        for _again in range(3):
            cache.get("a")
            clock.seconds += LEFT_ALONE
        line.mend()
        cache.get("a")
        cache.get("a")

    lines_written = written.getvalue().splitlines()
    assert ["the cache is away" in lines_written[0], "the cache is back" in lines_written[1]] == [True, True]
    assert (len(lines_written), cache_lines.outages()) == (2, known + 1)


class Gone:
    """Kept by an older version of the portal, and not there any more."""

    def __reduce__(self) -> tuple[Callable[[], None], tuple[()]]:
        return (no_longer_there, ())


def no_longer_there() -> None:
    raise AttributeError("x@y")


def test_value_that_cannot_be_read_any_more_is_missing_and_no_outage(line: Line) -> None:
    cache, known = cache_at(line), cache_lines.outages()
    cache.set("old", Gone())
    cache.set("new", 1)

    assert (cache.get("old", 7), cache.get_many(["old"]), cache.get("new")) == (7, {}, 1)
    assert cache_lines.outages() == known


def in_threads(ask: Callable[[], object]) -> None:
    threads = [threading.Thread(target=ask) for _thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
