"""`python -m tests.benchmarks.house._listing`: the office's pages, asked for with few rows and with ten more of each.

A line of JSON for each: what page it is, and how many rows it lists and queries it asks, before and after.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import warnings
from dataclasses import asdict, dataclass
from typing import Any
from unittest.mock import patch

import time_machine

from devtools.demo import SOURCES
from tests import databases

SETTINGS = "config.settings.test"
MORE = 10


@dataclass(frozen=True)
class Page:
    name: str
    path: str
    is_list: bool
    is_ours: bool


def main() -> int:
    with databases.copy_of(databases.plain(SETTINGS)) as copy:
        os.environ.update(copy.environment)
        import django
        from django.test.utils import setup_test_environment

        django.setup()
        setup_test_environment()
        warnings.simplefilter("ignore")
        logging.getLogger("django.request").setLevel(logging.ERROR)
        from wagtail.admin.views.generic.base import BaseListingView

        from tests.walking import NOW

        # Whole lists: a page of twenty is full before there are ten rows more.
        whole = patch.object(BaseListingView, "get_paginate_by", return_value=1000)
        with time_machine.travel(NOW, tick=False), whole:
            _measure()
    return 0


def _measure() -> None:
    from tests import indexing
    from tests import signed_in as signed_in  # lets `force_login` pass the second factor
    from tests.benchmarks.house._rows import one_more
    from tests.factories import UserFactory
    from tests.walking import GROUPS, everything

    indexing.leave_alone()
    known = everything()
    one_more(known)
    readers = [UserFactory(groups=GROUPS), UserFactory(administrator=True)]
    pages = _pages(known)
    few = {page: _asked(page, readers) for page in pages}
    for _row in range(MORE):
        one_more(known)
    for page in pages:
        print(json.dumps([asdict(page), few[page], _asked(page, readers)]), flush=True)


def _pages(known: dict[str, str]) -> list[Page]:
    """Lists, and whatever else of the admin is about our things. What only refreshes a list's rows asks as it does."""
    from django.urls import resolve
    from wagtail.admin.views.generic.base import BaseListingView
    from wagtail.admin.views.generic.history import HistoryView
    from wagtail.admin.views.generic.usage import UsageView

    from tests.walking import addresses

    found = []
    for address in addresses(known):
        if address.path.startswith("/admin/") and not address.name.endswith("_results"):
            view = resolve(address.path.partition("?")[0]).func
            kind = getattr(view, "view_class", type)
            model = getattr(view, "view_initkwargs", {}).get("model") or getattr(kind, "model", None)
            # What one thing went through, and where it is used, are no desks.
            is_list = issubclass(kind, BaseListingView) and not issubclass(kind, (HistoryView, UsageView))
            is_ours = address.name == "wagtailadmin_home" or any(map(_is_ours, (view, kind, model)))
            if is_list or is_ours:
                found.append(Page(address.name or address.route, address.path, is_list, is_ours))
    return found


def _is_ours(thing: Any) -> bool:
    return getattr(thing, "__module__", "").split(".")[0] in SOURCES


def _asked(page: Page, readers: list[Any]) -> dict[str, int]:
    """By whoever works at all desks, or else by an administrator."""
    from django.test import Client

    from tests.queries import counted

    for reader in readers:
        client = Client(HTTP_ACCEPT_LANGUAGE="en", raise_request_exception=False)
        client.force_login(reader)
        # What is kept from the first time on doesn't depend on rows.
        if client.get(page.path).status_code == 200:
            with counted() as queries:
                answer = client.get(page.path)
            listed = answer.context.get("object_list") if answer.context else None
            return {"rows": len(listed or ()), "queries": len(queries)}
    return {"rows": 0, "queries": 0}


if __name__ == "__main__":
    sys.exit(main())
