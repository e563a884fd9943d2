"""What is remembered, between several that write and read, on a cache that comes and goes; all with real commits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
import time_machine
from django.core.cache import cache
from django.db import connections, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from wagtail.models import Site

from portal import cache_lines, structure
from portal.models import ContactSettings, StandardPage
from tests import lines
from tests.lines import CacheOnALine
from tests.queries import counted

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("race_database")]


@pytest.fixture
def cache_on_a_line(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[CacheOnALine]:
    with lines.cache_on_a_line(settings, monkeypatch) as made:
        yield made


def telephone() -> str:
    return structure.remember("telephone", lambda: ContactSettings.load().telephone)


def change_telephone(number: str) -> None:
    contact = ContactSettings.load()
    contact.telephone = number
    contact.save()


def in_another_thread(work: Callable[[], object]) -> object:
    def and_close() -> object:
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as other:
        return other.submit(and_close).result()


def test_request_that_changes_something_sees_it_from_then_on() -> None:
    seen = []

    def view(_request: HttpRequest) -> HttpResponse:
        for number in ("03-0000-0001", "03-0000-0002"):
            change_telephone(number)
            seen.append(telephone())
        return HttpResponse()

    structure.once_a_request(view)(HttpRequest())

    assert seen == ["03-0000-0001", "03-0000-0002"]


def test_change_made_while_the_cache_was_away_is_there_when_it_is_back(cache_on_a_line: CacheOnALine) -> None:
    before = telephone()
    cache_on_a_line.goes_away()
    change_telephone("03-0000-0001")
    assert telephone() == "03-0000-0001"
    cache_on_a_line.is_back()

    kept = structure._key(cache.get(structure.VERSION_KEY), "telephone")
    assert cache.get(kept) == before, "the cache is back with the old version and the old value"
    structure.let_go()  # as a process that holds nothing itself
    assert telephone() == "03-0000-0001"
    assert in_another_thread(telephone) == "03-0000-0001"


def test_published_page_that_left_the_menu_meanwhile_stays_out_of_it(cache_on_a_line: CacheOnALine) -> None:
    page = StandardPage.objects.live().filter(locale__language_code="vi", show_in_menus=True).earliest("pk")
    address = f'href="{page.url}"'
    assert address in Client(SERVER_NAME="localhost").get("/vi/").text
    cache_on_a_line.goes_away()
    page.unpublish()
    cache_on_a_line.is_back()

    assert address not in Client(SERVER_NAME="localhost").get("/vi/").text


def test_host_that_changed_meanwhile_is_the_new_one(cache_on_a_line: CacheOnALine) -> None:
    """Wagtail keeps it for an hour, apart from ours."""
    assert "http://localhost" in {path.root_url for path in Site.get_site_root_paths()}
    cache_on_a_line.goes_away()
    site = Site.objects.get()
    site.hostname = "moved.example.org"
    site.save()
    cache_on_a_line.is_back()
    telephone()

    assert {path.root_url for path in Site.get_site_root_paths()} == {"http://moved.example.org"}


def test_copy_that_nobody_could_renew_is_believed_for_ten_seconds_only() -> None:
    """Another machine published while its own way to the cache was cut."""
    with time_machine.travel(timezone.now(), tick=False) as clock:
        telephone()
        version = cache.get(structure.VERSION_KEY)
        change_telephone("03-0000-0002")
        cache.set(structure.VERSION_KEY, version, structure.VERSION_KEPT_FOR_SECONDS)
        clock.shift(structure.VERSION_KEPT_FOR_SECONDS + 1)

        assert telephone() == "03-0000-0002"


def test_after_an_outage_the_database_is_asked_until_the_cache_keeps_the_version(
    cache_on_a_line: CacheOnALine,
) -> None:
    telephone()
    cache_on_a_line.goes_away()
    telephone()
    assert cache_lines.outages() == 1
    cache_on_a_line.is_back()
    telephone()
    cache.set(structure.VERSION_KEY, "kept again", 10)

    assert structure._version().name == "kept again"


def queries_about_the_version() -> int:
    with counted() as queries:
        assert Client(SERVER_NAME="localhost").get("/vi/").status_code == 200
    return len([sql for sql in queries.statements if "portal_structurechange" in sql])


def test_version_costs_one_query_a_page_while_the_cache_is_away_and_none_otherwise(
    cache_on_a_line: CacheOnALine,
) -> None:
    queries_about_the_version()
    assert queries_about_the_version() == 0
    cache_on_a_line.goes_away()

    assert [queries_about_the_version() for _page in range(2)] == [1, 1]


def test_change_is_seen_by_others_with_its_commit_and_not_before() -> None:
    before = telephone()
    changed, may_commit = Event(), Event()

    def change() -> str:
        try:
            with transaction.atomic():
                change_telephone("03-0000-0003")
                own = telephone()
                changed.set()
                may_commit.wait(10)
            return own
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as other:
        changing = other.submit(change)
        changed.wait(10)
        seen_meanwhile = telephone()
        may_commit.set()
        assert changing.result() == "03-0000-0003"

    assert seen_meanwhile == before
    assert telephone() == "03-0000-0003"


def test_value_built_of_old_data_is_not_kept_for_the_new_version() -> None:
    """The reader has looked, somebody else publishes, and only then the reader puts away what it saw."""
    before = ContactSettings.load().telephone

    def slowly() -> str:
        seen = ContactSettings.load().telephone
        in_another_thread(lambda: change_telephone("03-0000-0004"))
        return seen

    assert structure.remember("telephone", slowly) == before
    assert telephone() == "03-0000-0004"
