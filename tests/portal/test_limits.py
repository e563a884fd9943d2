from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.core.cache import cache
from django.db import connections, transaction

from portal.limits import RecentUses, forget_old_uses, take
from portal.tick import jobs
from tests.databases import Copy

NOW = datetime(2026, 5, 1, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
CLIENTS = 20
CLOCKS = 4
ROUNDS = int(os.environ.get("RACE_ROUNDS", "1"))


def mail_to(subject: str = "lan@example.org", *, after: timedelta = timedelta()) -> bool:
    return take("mails", subject, most=3, per=HOUR, now=NOW + after)


@pytest.mark.django_db
def test_as_many_uses_as_allowed_pass() -> None:
    assert [mail_to() for _ in range(5)] == [True, True, True, False, False]


@pytest.mark.django_db
def test_window_slides_with_each_use() -> None:
    minutes = [timedelta(minutes=minute) for minute in (0, 30, 59, 60, 61, 90, 118, 119)]

    assert [mail_to(after=after) for after in minutes] == [True, True, True, True, False, True, False, True]


@pytest.mark.django_db
def test_refused_uses_do_not_prolong_the_wait() -> None:
    for minute in range(60):
        mail_to(after=timedelta(minutes=minute))

    assert mail_to(after=HOUR) is True


@pytest.mark.django_db
def test_subjects_and_purposes_are_counted_apart() -> None:
    for _ in range(3):
        mail_to()

    assert mail_to("minh@example.org") is True
    assert take("codes", "lan@example.org", most=3, per=HOUR, now=NOW) is True


@pytest.mark.django_db
def test_count_outlives_the_cache() -> None:
    for _ in range(3):
        mail_to()
    cache.clear()

    assert mail_to() is False


@pytest.mark.django_db
def test_use_is_undone_with_the_callers_transaction() -> None:
    with transaction.atomic():
        mail_to()
        transaction.set_rollback(True)

    assert RecentUses.objects.count() == 0


@pytest.mark.django_db
def test_row_does_not_tell_whose_it_is() -> None:
    mail_to()

    row = RecentUses.objects.values().get()

    assert (len(row["digest"]), "lan@example.org" in str(row), "mails" in str(row)) == (64, False, False)


@pytest.mark.django_db
def test_rows_are_forgotten_when_they_no_longer_count() -> None:
    mail_to()
    mail_to("minh@example.org", after=timedelta(minutes=30))
    [job] = [job for job in jobs() if job.run is forget_old_uses]

    job.run(NOW + HOUR)
    assert RecentUses.objects.count() == 1
    job.run(NOW + 2 * HOUR)
    assert RecentUses.objects.count() == 0


@pytest.mark.race
@pytest.mark.parametrize("round_", range(ROUNDS))
@pytest.mark.parametrize("is_known", [False, True], ids=["first ever", "after others"])
def test_parallel_uses_are_counted_exactly(race_database: Copy, round_: int, is_known: bool) -> None:
    if is_known:
        take("mails", "race@example.org", most=3, per=HOUR, now=NOW - HOUR)
    start = Barrier(CLIENTS)

    def use() -> bool:
        try:
            start.wait()
            return take("mails", "race@example.org", most=3, per=HOUR, now=NOW)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(CLIENTS) as pool:
        answers = [pool.submit(use) for _ in range(CLIENTS)]

    assert sorted(answer.result() for answer in answers) == [False] * (CLIENTS - 3) + [True] * 3


@pytest.mark.race
def test_use_while_old_rows_are_forgotten_is_counted(race_database: Copy) -> None:
    start = Barrier(CLIENTS)

    def use(number: int) -> bool:
        try:
            start.wait()
            if number % 2:
                forget_old_uses(NOW)
                return False
            return take("mails", "race@example.org", most=3, per=HOUR, now=NOW)
        finally:
            connections.close_all()

    take("mails", "race@example.org", most=3, per=HOUR, now=NOW - 2 * HOUR)
    with ThreadPoolExecutor(CLIENTS) as pool:
        answers = list(pool.map(use, range(CLIENTS)))

    assert sum(answers) == 3
    assert len(RecentUses.objects.get(forget_at=NOW + HOUR).uses) == 3


@pytest.mark.race
def test_two_limits_in_one_transaction_are_counted_while_old_rows_are_forgotten(race_database: Copy) -> None:
    people = [f"racer{number}@example.org" for number in range(CLIENTS)]
    for purpose in ("codes", "mails"):
        for person in people:
            take(purpose, person, most=1, per=HOUR, now=NOW - 2 * HOUR)
    start = Barrier(CLIENTS + CLOCKS)

    def use(person: str) -> bool:
        try:
            start.wait()
            with transaction.atomic():
                # The other way round than the rows stand.
                return all(take(purpose, person, most=1, per=HOUR, now=NOW) for purpose in ("mails", "codes"))
        finally:
            connections.close_all()

    def forget_old(_number: int) -> None:
        try:
            start.wait()
            forget_old_uses(NOW)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(CLIENTS + CLOCKS) as pool:
        answers = pool.map(use, people)
        list(pool.map(forget_old, range(CLOCKS)))

    assert list(answers) == [True] * CLIENTS
    assert RecentUses.objects.filter(forget_at=NOW + HOUR).count() == 2 * CLIENTS
