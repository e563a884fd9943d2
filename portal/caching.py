"""A cache that may fail: any error is a miss, nobody waits long for it, and then it is left alone for a while."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from time import monotonic
from typing import Any, TypeVar

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from .cache_lines import line_to
from .logs import type_and_place

logger = logging.getLogger(__name__)
T = TypeVar("T")

# 0.2 seconds at most. RESP 2 and no driver's name: fewer answers to wait for on each new connection.
PATIENCE: dict[str, Any] = {
    "socket_connect_timeout": 0.1,
    "socket_timeout": 0.1,
    "retry": Retry(NoBackoff(), 0),
    "protocol": 2,
    "driver_info": None,
}


class OneClient(RedisCacheClient):
    """Django's makes a client for each question, which costs as much as asking."""

    def __init__(self, servers: list[str], **options: Any) -> None:
        super().__init__(servers, **options)
        self._one = super().get_client(write=True)

    def get_client(self, key: object = None, *, write: bool = False) -> Redis:
        return self._one


class CacheThatMayFail(RedisCache):
    """Redis; when there is none, an empty cache that forgets at once (so what is added wasn't there: `add` says yes).

    Each thread has an object of its own, so what is known of the server is kept beside them.
    """

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        options = {**PATIENCE, **params.get("OPTIONS", {})}
        super().__init__(server, {**params, "OPTIONS": options})
        self._class = OneClient
        self._longest_wait = options["socket_connect_timeout"] + options["socket_timeout"]
        self._line = line_to(str(server))

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._read(default, super().get, key, default, version)

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        return self._read({}, super().get_many, keys, version)

    def has_key(self, key: str, version: int | None = None) -> bool:
        return self._ask(False, super().has_key, key, version)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._ask(True, super().add, key, value, timeout, version)

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._ask(None, super().set, key, value, timeout, version)

    def set_many(self, data: dict[str, Any], timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> list[str]:
        return self._ask(list(data), super().set_many, data, timeout, version)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._ask(False, super().touch, key, timeout, version)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        known: int | None = self._ask(None, super().incr, key, delta, version)
        if known is None:
            raise ValueError("nothing is kept under this key")  # as Django says it of a key that isn't there
        return known

    def delete(self, key: str, version: int | None = None) -> bool:
        return self._ask(False, super().delete, key, version)

    def delete_many(self, keys: Iterable[str], version: int | None = None) -> None:
        self._ask(None, super().delete_many, keys, version)

    def clear(self) -> None:
        self._ask(None, super().clear)

    def _read(self, missing: T, ask: Callable[..., T], *arguments: Any) -> T:
        """What can't be unpickled, as after an update, isn't there either."""
        try:
            return self._ask(missing, ask, *arguments)
        except Exception as error:
            logger.warning("a kept value can't be read: %s", type_and_place(error))
            return missing

    def _ask(self, nothing: T, ask: Callable[..., T], *arguments: Any) -> T:
        if not self._line.is_worth_asking():
            return nothing
        begun = monotonic()
        try:
            answer = ask(*arguments)
        except (RedisError, OSError) as error:
            self._line.failed(error)
            return nothing
        if monotonic() - begun > self._longest_wait:
            self._line.failed(TimeoutError())
        else:
            self._line.answered()
        return answer
