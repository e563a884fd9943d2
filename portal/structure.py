"""One cache for what only editors change: menus, settings, the tree of courses. Every change makes a new version.

The database says which version it is, in the transaction of the change; the cache keeps a copy. So a cache that was
away when something was published, and is back with what it held before, revives nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import TypeVar

from django.core.cache import cache
from django.db import models, transaction
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.models import Site

from . import cache_lines

T = TypeVar("T")

VERSION_KEY = "structure-version"
VERSION_KEPT_FOR_SECONDS = 10  # so long the copy may be behind, for a process that hasn't noticed an outage
KEPT_FOR_SECONDS = 24 * 60 * 60
TOKEN_BITS = 40  # of millions of rows the sum fits into SQLite's integer

_MISSING = object()
_of_this_request: ContextVar[list[str] | None] = ContextVar("structure_version", default=None)
_outages_made_up_for = 0


class StructureChange(models.Model):
    """Rows are only added: whoever changes something waits for nobody else who does."""

    token = models.BigIntegerField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["changed_at"], name="structure_change_by_age")]

    def __str__(self) -> str:
        return f"#{self.pk}"


def remember(name: str, build: Callable[[], T]) -> T:
    """The value of `build`, computed once until something is published. `name` says the language if it matters."""
    # The version comes before the data: what is built of older data than the version says would stay.
    key = f"structure:{_version()}:{name}"
    found = cache.get(key, _MISSING)
    if found is _MISSING:
        found = build()
        cache.set(key, found, KEPT_FOR_SECONDS)
    return found


def forget() -> None:
    """Make every remembered value out of date: here at once, for all others with the commit of this transaction."""
    known = _of_this_request.get()
    if known:
        known.clear()
    own = _uncommitted()
    if own:
        own.renew()
        return
    StructureChange.objects.create(token=secrets.randbits(TOKEN_BITS), changed_at=timezone.now())
    transaction.on_commit(_Uncommitted())


def once_a_request(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """The version is looked up once a request, however many values are remembered."""

    def middleware(request: HttpRequest) -> HttpResponse:
        token = _of_this_request.set([])
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
        self.version = f"own-{secrets.token_hex(8)}"

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


def _version() -> str:
    if own := _uncommitted():
        return own.version
    known = _of_this_request.get()
    if known is None:
        return _kept_version()
    if not known:
        known.append(_kept_version())
    return known[0]


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
