"""One cache for what only editors change: menus, settings, the tree of courses. Publishing raises its version."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import uuid4

from django.core.cache import cache

T = TypeVar("T")

VERSION_KEY = "structure-version"
KEPT_FOR_SECONDS = 24 * 60 * 60


def remember(name: str, build: Callable[[], T]) -> T:
    """The value of `build`, computed once until something is published. `name` says the language if it matters."""
    key = f"structure:{_version()}:{name}"
    found = cache.get(key, _MISSING)
    if found is _MISSING:
        found = build()
        cache.set(key, found, KEPT_FOR_SECONDS)
    return found


def forget() -> None:
    """Make every remembered value out of date, in all processes."""
    cache.set(VERSION_KEY, uuid4().hex, None)


def _version() -> str:
    # A lost version (cache emptied) must not revive values of an older one: hence random, not counted.
    version = cache.get(VERSION_KEY)
    if version is None:
        version = uuid4().hex
        if not cache.add(VERSION_KEY, version, None):
            version = cache.get(VERSION_KEY)
    return version


_MISSING = object()
