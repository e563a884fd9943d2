from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import hypothesis
import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db import connections, transaction
from pytest_django.plugin import DjangoDbBlocker

from portal import structure
from portal.catalogues.files import compile_all
from tests import databases, indexing, live, postgres, queries
from tests import signed_in as signed_in  # importing it lets `client.force_login` pass the second factor

URL = "DATABASE_URL"

# What holds must not depend on how busy the machine is: no deadline, and slow drawing of examples is no failure.
hypothesis.settings.register_profile("calm", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("calm")

# Hardly anything of what is collected is ever garbage, and looking for it takes time.
gc.disable()


def pytest_sessionstart(session: pytest.Session) -> None:
    if hasattr(session.config, "workerinput"):
        return
    if (url := os.environ.get(URL)) and (why := postgres.check(url)):
        pytest.exit(f"The database of {URL} can't be reached: {why}", returncode=3)
    list(compile_all(settings.LOCALE_PATHS))
    if session.config.getoption("numprocesses", None) and not session.config.getoption("collectonly"):
        # While the tests are collected; whoever needs it first waits for its end. One process alone may need none, as
        # the many in which mutants live.
        plain = databases.plain(os.environ["DJANGO_SETTINGS_MODULE"])
        threading.Thread(target=databases.ensure, args=[plain, os.environ.get(URL)], daemon=True).start()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Walks through all addresses take longest: begun last, one would keep a worker busy when the others are done.
    items.sort(key=lambda item: "everything" not in getattr(item, "fixturenames", ()))
    for item in items:
        marker = item.get_closest_marker("django_db")
        if (marker and marker.kwargs.get("transaction")) or "transactional_db" in getattr(item, "fixturenames", ()):
            raise pytest.UsageError(
                f"{item.nodeid}: a transactional test wipes Wagtail's root page; use race_database, "
                "or django_capture_on_commit_callbacks"
            )


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop() -> None:
    """What is loaded by now stays until the end: only what tests make is looked through, and less often."""
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)
    gc.enable()


@contextmanager
def _connected_to(database: str) -> Iterator[None]:
    """Leads this process, and every thread it starts, to that database."""
    configured = connections.settings["default"]
    before = configured["NAME"]
    connections["default"].close()
    configured["NAME"] = database  # this thread's connection holds the same dict, and so will every other's
    ContentType.objects.clear_cache()
    try:
        yield
    finally:
        connections["default"].close()
        configured["NAME"] = before
        ContentType.objects.clear_cache()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None) -> Iterator[None]:
    """Each worker tests on its own copy of the migrated database, instead of migrating one."""
    module = os.environ["DJANGO_SETTINGS_MODULE"]
    with databases.copy_of(databases.plain(module)) as copy, _connected_to(copy.database):
        yield


@pytest.fixture(autouse=True)
def _empty_caches() -> Iterator[None]:
    """What is rolled back in the database must not live on in a cache."""
    yield
    caches["default"].clear()
    structure.let_go()


@pytest.fixture(scope="session", autouse=True)
def _indexes_are_left_alone(django_test_environment: None) -> None:
    indexing.leave_alone()


@pytest.fixture
def indexes() -> Iterator[None]:
    """What is saved is found by searching, and by what refers to it."""
    indexing.keep()
    yield
    indexing.leave_alone()


@pytest.fixture(scope="session")
def _copy_of_everything(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[databases.Copy, dict[str, str]]]:
    from tests.walking import everything

    with databases.copy_of(databases.plain(os.environ["DJANGO_SETTINGS_MODULE"])) as copy:
        with _connected_to(copy.database), django_db_blocker.unblock():
            known = everything()
        yield copy, known


@pytest.fixture
def everything(
    _copy_of_everything: tuple[databases.Copy, dict[str, str]], django_db_blocker: DjangoDbBlocker
) -> Iterator[dict[str, str]]:
    """How addresses speak of a database that holds one of everything (without `django_db`); made once, for it takes
    seconds. What the test writes is rolled back."""
    copy, known = _copy_of_everything
    with _connected_to(copy.database), django_db_blocker.unblock(), transaction.atomic():
        yield known
        transaction.set_rollback(True)


@pytest.fixture
def race_database(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[databases.Copy]:
    """An own copy of the seeded demo for a test of parallel writers (mark it `race`, without `django_db`).

    Nothing is rolled back: threads of the test get real connections to it by using the ORM, and have to close theirs
    (`django.db.connections.close_all()`) before they end. Processes get it by the copy's `environment`.
    """
    with databases.copy_of(databases.seeded()) as copy, _connected_to(copy.database), django_db_blocker.unblock():
        yield copy


@pytest.fixture
def own_database(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[databases.Copy]:
    """An own copy of the migrated database for a test in which transactions must end (without `django_db`)."""
    plain = databases.plain(os.environ["DJANGO_SETTINGS_MODULE"])
    with databases.copy_of(plain) as copy, _connected_to(copy.database), django_db_blocker.unblock():
        yield copy


@pytest.fixture(scope="module")
def live_portal_copy() -> Iterator[tuple[str, databases.Copy]]:
    with live.portal() as running:
        yield running


@pytest.fixture(scope="module")
def live_portal(live_portal_copy: tuple[str, databases.Copy]) -> str:
    """The base address (`http://localhost:PORT`) of a portal of this module's own (mark the tests `browser`).

    It runs with the demo's settings on a copy of the seeded demo: server, worker and clock in processes of their own.
    Its tests share the data they write. `live_portal_copy` gives the copy too, for programs that look into it.
    """
    return live_portal_copy[0]


@pytest.fixture
def count_queries() -> Callable[[], AbstractContextManager[queries.Queries]]:
    """`with count_queries() as counted: …`, then `len(counted)`: SQL statements but for BEGIN, SAVEPOINT and the like.

    `counted.statements` lists them, to see which are too many. Only this process's default connection is counted.
    """
    return queries.counted
