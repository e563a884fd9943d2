"""What only editors change, kept: menus, settings, the tree of courses, whole pages. Every change makes a new version.

The database says which version it is, in the transaction of the change; the cache keeps a copy. So a cache that was
away when something was published, and is back with what it held before, revives nothing.

Values are held in the process, and shared through the cache, from which a process that has none takes them. So they
must never be changed by who gets them.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from time import sleep
from typing import Any, TypeVar

from django.core.cache import cache
from django.db import models, transaction
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.models import Site

from . import cache_lines, release

T = TypeVar("T")

VERSION_KEY = "structure-version"
VERSION_KEPT_FOR_SECONDS = 10  # so long the copy may be behind, for a process that hasn't noticed an outage
KEPT_FOR_SECONDS = 24 * 60 * 60
TOKEN_BITS = 40  # of millions of rows the sum fits into SQLite's integer
OWN = "own-"  # of a transaction that has not told anybody yet
VERSIONS_HELD = 3  # the one before, for requests that are under way, and one of a transaction's own
WAITED_FOR_A_BUILDER_SECONDS = 2.0  # in another process; then each builds for itself
LOOKED_AGAIN_SECONDS = 0.01

_MISSING: Any = object()
_held: dict[str, _Version] = {}  # by version, the newest last
_holding = threading.Lock()
_of_this_request: ContextVar[_Known | None] = ContextVar("structure_version", default=None)
_changes: ContextVar[list[datetime] | None] = ContextVar("changes_by_the_clock", default=None)
_outages_made_up_for = 0


def _always(_value: object) -> bool:
    return True


class StructureChange(models.Model):
    """Rows are only added: whoever changes something waits for nobody else who does."""

    token = models.BigIntegerField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["changed_at"], name="structure_change_by_age")]

    def __str__(self) -> str:
        return f"#{self.pk}"


def remember(name: str, build: Callable[[], T], *, stands: Callable[[T], bool] = _always) -> T:
    """The value of `build`, computed once until something is published. `name` says the language if it matters.

    `stands`: whether a kept one can still be taken, where a value holds until some moment.
    """

    def shared(version: str) -> T:
        key = _key(version, name)
        return build() if version.startswith(OWN) else _shared(key, build, stands)

    return _held_value(name, shared, stands)


def hold(name: str, build: Callable[[], T]) -> T:
    """As `remember`, in this process alone: what lies in the cache under a name of its own, or is soon made anew."""
    return _held_value(name, lambda _version: build(), _always)


def kept(name: str) -> Any:
    """What is remembered under a name, or None."""
    held = _version()
    found = held.values.get(name)
    if found is None and not held.name.startswith(OWN):
        found = cache.get(_key(held.name, name))
        if found is not None:
            held.values[name] = found
    return found


def _key(version: str, name: str) -> str:
    # A name may be an address, as long and as strange as people type them.
    return f"structure:{release.running()}:{version}:{sha256(name.encode()).hexdigest()}"


def _held_value(name: str, make: Callable[[str], T], stands: Callable[[T], bool]) -> T:
    # The version comes before the data: what is built of older data than the version says would stay.
    held = _version()
    found = held.values.get(name, _MISSING)
    if found is _MISSING or not stands(found):
        with held.alone_with(name):
            found = held.values.get(name, _MISSING)
            if found is _MISSING or not stands(found):
                found = held.values[name] = make(held.name)
    return found


class _Version:
    """What this process holds of one."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.values: dict[str, Any] = {}
        self._locks: dict[str, threading.RLock] = {}

    @contextmanager
    def alone_with(self, name: str) -> Iterator[None]:
        """Of several threads that lack a value, one builds it. The lock goes with the need of it: names may be
        addresses of nothing, of which people can ask for as many as they like."""
        with self._locks.setdefault(name, threading.RLock()):
            try:
                yield
            finally:
                self._locks.pop(name, None)


@dataclass
class _Known:
    """By a request. What it has changed itself may still be taken back: from then on it asks each time."""

    version: _Version | None = None
    may_be_taken_back: bool = False


def _hold(version: str) -> _Version:
    held = _held.get(version)
    if held is None:
        with _holding:
            held = _held.setdefault(version, _Version(version))
            for old in list(_held)[:-VERSIONS_HELD]:
                del _held[old]
    return held


def let_go() -> None:
    """Holds nothing any more: where the database is another one."""
    _held.clear()


def _shared(key: str, build: Callable[[], T], stands: Callable[[T], bool]) -> T:
    """Of several processes that lack a value, one builds it."""
    waited = 0.0
    while (found := cache.get(key, _MISSING)) is _MISSING or not stands(found):
        # A cache that is away says yes to everybody.
        if cache.add(f"{key}:building", 1, WAITED_FOR_A_BUILDER_SECONDS) or waited >= WAITED_FOR_A_BUILDER_SECONDS:
            return _built(key, build)
        sleep(LOOKED_AGAIN_SECONDS)
        waited += LOOKED_AGAIN_SECONDS
    return found


def _built(key: str, build: Callable[[], T]) -> T:
    try:
        found = build()
        cache.set(key, found, KEPT_FOR_SECONDS)
    finally:
        cache.delete(f"{key}:building")
    return found


@contextmanager
def noting_changes() -> Iterator[list[datetime]]:
    """The moments from which what is built meanwhile would be another (`changes_at`)."""
    noted: list[datetime] = []
    token = _changes.set(noted)
    try:
        yield noted
    finally:
        _changes.reset(token)


def changes_at(moment: datetime | None) -> None:
    """By the clock alone, with nobody changing anything. Who builds what others will read has to know."""
    noted = _changes.get()
    if noted is not None and moment is not None and moment > timezone.now():
        noted.append(moment)


def forget() -> None:
    """Make every remembered value out of date: here at once, for all others with the commit of this transaction."""
    known = _of_this_request.get()
    if known:
        known.version, known.may_be_taken_back = None, True
    own = _uncommitted()
    if own:
        own.renew()
        return
    StructureChange.objects.create(token=secrets.randbits(TOKEN_BITS), changed_at=timezone.now())
    transaction.on_commit(_Uncommitted())


def once_a_request(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """The version is looked up once a request, however many values are remembered."""

    def middleware(request: HttpRequest) -> HttpResponse:
        token = _of_this_request.set(_Known())
        try:
            return get_response(request)
        finally:
            _of_this_request.reset(token)

    return middleware


def forget_old_changes(now: datetime) -> None:
    """Those that nothing kept can be older than: a version that lacks them never was while anything was kept."""
    StructureChange.objects.filter(changed_at__lt=now - timedelta(seconds=2 * KEPT_FOR_SECONDS)).delete()


class _Uncommitted:
    """Waits for the commit to tell everybody, and until then is the version of this transaction alone."""

    def __init__(self) -> None:
        self.renew()

    def renew(self) -> None:
        self.version = f"{OWN}{secrets.token_hex(8)}"

    def __call__(self) -> None:
        told = ""
        # Two that commit together may tell in the wrong order: the last to tell has looked again.
        while told != (version := _committed()):
            told = version
            cache.set(VERSION_KEY, told, VERSION_KEPT_FOR_SECONDS)


def _uncommitted() -> _Uncommitted | None:
    """Django drops what waits for a commit that doesn't come, of a savepoint too."""
    waiting = reversed(transaction.get_connection().run_on_commit)
    return next((entry[1] for entry in waiting if isinstance(entry[1], _Uncommitted)), None)


def _version() -> _Version:
    known = _of_this_request.get()
    if known and known.version and not known.may_be_taken_back:
        return known.version
    if own := _uncommitted():
        return _hold(own.version)
    if known is None:
        return _hold(_kept_version())
    if known.version is None:
        known.version = _hold(_kept_version())
    return known.version


def _kept_version() -> str:
    if cache_lines.outages() != _outages_made_up_for:
        return _version_after_an_outage()
    kept: str | None = cache.get(VERSION_KEY)
    if kept is None:
        kept = _committed()
        cache.add(VERSION_KEY, kept, VERSION_KEPT_FOR_SECONDS)
    return kept


def _version_after_an_outage() -> str:
    """The copy may be from before: it is written anew, until the cache has it."""
    global _outages_made_up_for
    outages, version = cache_lines.outages(), _committed()
    cache.set(VERSION_KEY, version, VERSION_KEPT_FOR_SECONDS)
    if cache.get(VERSION_KEY) == version:
        # Wagtail keeps where the sites begin for an hour, and took it away in vain.
        Site.clear_site_root_paths_cache()
        _outages_made_up_for = outages
    return version


def _committed() -> str:
    """Of all changes, in whatever order they were committed: their number alone would hide a late one."""
    known = StructureChange.objects.aggregate(number=Count("pk"), tokens=Sum("token"))
    return f"{known['number']}-{known['tokens'] or 0}"
