"""Each code of the second factor is right once, by whatever way it is typed, and tries are counted."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from network.models import LastCode, User
from network.people.actions.second_factor import accept_code, forget_old_codes
from portal import totp
from portal.tick import jobs
from tests.databases import Copy
from tests.factories import PASSWORD, UserFactory
from tests.network.showing_codes import code_of, recovery_code_of

NOW = datetime(2026, 5, 15, 3, 0, 10, tzinfo=UTC)
SECOND = timedelta(seconds=1)
CLIENTS = 10
ROUNDS = int(os.environ.get("RACE_ROUNDS", "1"))

STEP = "/en/account/2fa/authenticate/"
AGAIN = "/en/account/2fa/reauthenticate/"
SET_UP = "/en/account/2fa/totp/activate/"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def user() -> User:
    return UserFactory(email="desk@example.org", groups=["Desk"])


def half_signed_in() -> Client:
    client = Client()
    client.post("/en/account/login/", {"login": "desk@example.org", "password": PASSWORD})
    return client


def signs_in(code: str) -> bool:
    return half_signed_in().post(STEP, {"code": code}).status_code == 302


# RFC 6238, appendix B, of which an app shows the last six digits.
@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

    assert totp.code_at(secret, totp.step_at(datetime.fromtimestamp(seconds, UTC))) == code


@given(st.text())
def test_any_text_is_read_as_a_code(typed: str) -> None:
    assert totp.step_of(totp.make_secret(), f"x{typed}", NOW) is None


@pytest.mark.django_db
@pytest.mark.parametrize("seconds", [0, 1, 19, 20, 34, 35, 49, 50, 59, 70])
def test_code_passes_once_in_its_whole_window(user: User, clock: time_machine.Traveller, seconds: int) -> None:
    """It is right from 30 seconds before its time to 30 seconds after it."""
    code = code_of(user, NOW + 30 * SECOND)
    assert signs_in(code) is True

    clock.shift(seconds)
    cache.clear()

    assert signs_in(code) is False


@pytest.mark.django_db
def test_code_older_than_the_one_used_is_refused(user: User, clock: time_machine.Traveller) -> None:
    assert signs_in(code_of(user, NOW)) is True

    assert signs_in(code_of(user, NOW - 30 * SECOND)) is False


@pytest.mark.django_db
def test_next_code_passes(user: User, clock: time_machine.Traveller) -> None:
    assert signs_in(code_of(user, NOW)) is True

    assert signs_in(code_of(user, NOW + 30 * SECOND)) is True


@pytest.mark.django_db
def test_code_of_the_sign_in_is_used_when_it_is_asked_again(user: User, clock: time_machine.Traveller) -> None:
    client = half_signed_in()
    client.post(STEP, {"code": code_of(user, NOW)})

    again = client.post(AGAIN, {"code": code_of(user, NOW)})

    assert list(again.context["form"].errors) == ["code"]


@pytest.mark.django_db
def test_code_that_set_the_app_up_is_used(clock: time_machine.Traveller) -> None:
    user = UserFactory(email="desk@example.org", groups=["Desk"], second_factor=False)
    client = half_signed_in()
    client.post(client.get(SET_UP)["Location"], {"password": PASSWORD})
    secret = client.get(SET_UP).context["form"].secret
    code = totp.code_at(secret, totp.step_at(NOW))

    assert client.post(SET_UP, {"code": code}).status_code == 302
    assert code == code_of(user, NOW)
    assert signs_in(code) is False


@pytest.mark.django_db
def test_tries_are_counted_without_the_cache(user: User, clock: time_machine.Traveller) -> None:
    for _try in range(5):
        signs_in("000000")
        cache.clear()

    shut = half_signed_in().post(STEP, {"code": code_of(user, NOW)})

    assert shut.context["form"].errors["code"] == [
        "That was wrong too often. Wait fifteen minutes, then type the newest code."
    ]
    clock.shift(15 * 60)
    assert signs_in(code_of(user, NOW + 900 * SECOND)) is True


@pytest.mark.django_db
def test_right_code_starts_the_count_again(user: User, clock: time_machine.Traveller) -> None:
    for _try in range(4):
        signs_in("000000")
    assert signs_in(code_of(user, NOW)) is True

    assert [signs_in("000000") for _try in range(4)] == [False] * 4
    assert signs_in(code_of(user, NOW + 30 * SECOND)) is True


@pytest.mark.django_db
def test_stranger_who_tries_does_not_shut_the_owner_out(user: User, clock: time_machine.Traveller) -> None:
    own = half_signed_in()
    own.post(STEP, {"code": code_of(user, NOW)})
    own.post("/en/account/logout/")
    for _try in range(9):
        signs_in("000000")

    own.post("/en/account/login/", {"login": "desk@example.org", "password": PASSWORD})

    assert own.post(STEP, {"code": code_of(user, NOW + 30 * SECOND)})["Location"] == "/en/my/"


@pytest.mark.django_db
def test_old_steps_are_forgotten_but_none_that_a_clock_may_name(user: User) -> None:
    assert accept_code(user, code_of(user, NOW), now=NOW) is not None
    [job] = [job for job in jobs() if job.run is forget_old_codes]

    job.run(NOW + 60 * SECOND)
    assert LastCode.objects.count() == 1
    job.run(NOW + 120 * SECOND)
    assert LastCode.objects.count() == 0


@pytest.mark.django_db
def test_used_code_does_not_name_whose_it_was(user: User) -> None:
    accept_code(user, code_of(user, NOW), now=NOW)

    assert re.fullmatch("[0-9a-f]{64}", LastCode.objects.values().get()["digest"])


@pytest.mark.race
@pytest.mark.parametrize("round_", range(ROUNDS))
@pytest.mark.parametrize("code_of_kind", [code_of, recovery_code_of], ids=["app", "recovery"])
def test_of_many_who_type_one_code_one_passes(
    race_database: Copy, round_: int, code_of_kind: Callable[[User], str]
) -> None:
    user = User.objects.get(email="desk@example.org")
    code, now = code_of_kind(user), timezone.now()
    start = Barrier(CLIENTS)

    def use() -> bool:
        try:
            start.wait()
            return accept_code(user, code, now=now) is not None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(CLIENTS) as pool:
        answers = [pool.submit(use) for _ in range(CLIENTS)]

    assert sorted(answer.result() for answer in answers) == [False] * (CLIENTS - 1) + [True]
