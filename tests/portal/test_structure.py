from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.models import Page, Site

from portal import release, structure
from portal.models import ContactSettings, HomePage, StandardPage, StructureChange
from portal.tick import tick
from tests.learning import publish

pytestmark = pytest.mark.django_db


class Built:
    """Counts how often a value is computed, and gives that number."""

    times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


def test_value_is_built_once_until_something_changes() -> None:
    build = Built()

    assert [structure.remember("a", build) for _time in range(3)] == [1, 1, 1]
    structure.forget()
    assert [structure.remember("a", build) for _time in range(3)] == [2, 2, 2]


@pytest.mark.parametrize("of_one_process", [True, False])
def test_of_several_that_lack_a_value_one_builds_it_and_the_others_wait(of_one_process: bool) -> None:
    structure.remember("b", int)  # so that the threads find the version in the cache
    begun, may_end, built = Event(), Event(), Built()

    def slowly() -> int:
        begun.set()
        may_end.wait(10)
        return built()

    def ask() -> int:
        # Another process holds nothing; what they share is the cache.
        return (
            structure.remember("a", slowly) if of_one_process else structure._shared("a", slowly, lambda _value: True)
        )

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(ask)
        begun.wait(10)
        second = pool.submit(ask)
        may_end.set()
        assert (first.result(), second.result()) == (1, 1)


def test_value_whose_builder_failed_is_built_by_the_next() -> None:
    with pytest.raises(ZeroDivisionError):
        structure.remember("a", lambda: 1 // 0)

    assert structure.remember("a", Built()) == 1


def test_value_that_no_longer_stands_is_built_anew() -> None:
    build = Built()

    assert [structure.remember("a", build, stands=lambda value: value > 1) for _time in range(3)] == [1, 2, 2]


def test_what_another_release_has_kept_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    build = Built()
    structure.remember("a", build)
    structure.let_go()
    assert structure.remember("a", build) == 1

    structure.let_go()
    monkeypatch.setattr(release, "running", lambda: "another")
    assert structure.remember("a", build) == 2


def test_nothing_is_a_value_too() -> None:
    built = []
    for _time in range(2):
        structure.remember("a", lambda: built.append(1))

    assert built == [1]


def test_change_that_is_rolled_back_leaves_no_value_behind() -> None:
    build = Built()
    seen = [structure.remember("a", build)]
    for _time in range(2):
        with transaction.atomic():
            structure.forget()
            seen.append(structure.remember("a", build))
            transaction.set_rollback(True)
        seen.append(structure.remember("a", build))

    assert seen == [1, 2, 1, 3, 1]


def test_changes_of_one_transaction_are_one_row() -> None:
    before = StructureChange.objects.count()
    for _change in range(3):
        structure.forget()

    assert StructureChange.objects.count() == before + 1


def test_change_that_commits_late_makes_a_new_version_too() -> None:
    """Its row has the smaller number: whoever looked for the greatest would miss it."""
    late = StructureChange(pk=1_000_000, token=1, changed_at=timezone.now())
    StructureChange.objects.create(pk=1_000_001, token=2, changed_at=timezone.now())
    version = structure._committed()
    late.save(force_insert=True)

    assert structure._committed() != version


def test_saving_and_deleting_what_only_editors_change_makes_a_new_version() -> None:
    page = publish(HomePage.objects.get(locale__language_code="vi"), StandardPage(title="Funds", slug="funds"))
    build = Built()
    structure.remember("a", build)
    for change in (page.save_revision().publish, page.unpublish, ContactSettings().save, Site.objects.get().save):
        change()
        structure.remember("a", build)
    assert build.times == 5

    Page.objects.get(pk=page.pk).delete()
    structure.remember("a", build)
    assert build.times == 6


def test_old_changes_are_forgotten_when_nothing_kept_can_be_older() -> None:
    now, day = timezone.now(), timedelta(days=1)
    StructureChange.objects.all().delete()
    for age in (timedelta(), 2 * day, 2 * day + timedelta(seconds=1)):
        StructureChange.objects.create(token=1, changed_at=now - age)

    tick(now)

    # The clock has also written the search anew, which is a change of its own.
    left = StructureChange.objects.filter(token=1)
    assert sorted(left.values_list("changed_at", flat=True)) == [now - 2 * day, now]


def in_one_request(ask: Callable[[], object]) -> None:
    def view(_request: HttpRequest) -> HttpResponse:
        ask()
        return HttpResponse()

    structure.once_a_request(view)(HttpRequest())


def test_request_sees_one_version_to_its_end_and_the_next_one_the_newest() -> None:
    build, seen = Built(), []

    def ask() -> None:
        seen.append(structure.remember("a", build))
        # Published by another process, which has told the cache.
        StructureChange.objects.create(token=len(seen), changed_at=timezone.now())
        cache.delete(structure.VERSION_KEY)
        seen.append(structure.remember("a", build))

    in_one_request(ask)
    in_one_request(ask)

    assert seen == [1, 1, 2, 2]
    assert structure.remember("a", build) == 3
