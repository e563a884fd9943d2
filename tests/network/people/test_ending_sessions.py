"""Ending all sessions of a person: on other devices, in sign-ins under way, and in requests that are being answered."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import connections
from django.test import Client
from pytest_django import Settings

from network.models import BrowserSession, User
from network.people.actions.sessions import end_all_sessions
from network.people.signing_in.browser_sessions import SessionStore
from portal.audit import AuditEntry
from tests.databases import Copy
from tests.factories import PASSWORD, SupporterFactory, UserFactory
from tests.network.showing_codes import recovery_code_of

NOW = datetime(2026, 5, 15, 3, 0, tzinfo=UTC)
MY_PAGE = "/en/my/"
SIGN_IN = f"/en/account/login/?next={MY_PAGE}"
STEP = "/en/account/2fa/authenticate/"
ROUNDS = int(os.environ.get("RACE_ROUNDS", "1"))
CLIENTS = 6


@pytest.fixture
def user(db: None) -> User:
    made: User = SupporterFactory().user
    return made


@pytest.fixture
def colleague(db: None) -> User:
    return UserFactory(groups=["Desk"])


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def half_signed_in(user: User) -> Client:
    """The password was right, and a code of the app is still to be typed."""
    client = Client()
    answer = client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
    assert answer["Location"] == STEP
    return client


def test_all_devices_are_signed_out_and_other_people_are_not(user: User) -> None:
    devices = [signed_in(user), signed_in(user)]
    other = signed_in(UserFactory())

    end_all_sessions(user, by_id=user.pk, now=NOW)

    assert [device.get(MY_PAGE).status_code for device in devices] == [302, 302]
    assert other.get(MY_PAGE).status_code == 200
    [entry] = AuditEntry.objects.filter(verb="all sessions ended")
    assert (entry.at, entry.actor_id, entry.object_ref) == (NOW, user.pk, str(user.pk))


def test_row_that_somebody_brings_back_lets_nobody_in(user: User) -> None:
    client = signed_in(user)
    [row] = BrowserSession.objects.all()
    end_all_sessions(user, by_id=user.pk, now=NOW)
    row.save(force_insert=True)

    assert client.get(MY_PAGE)["Location"] == SIGN_IN


def test_row_is_not_brought_back_under_an_older_secret_either(user: User, settings: Settings) -> None:
    signed_in(user)
    [row] = BrowserSession.objects.all()
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another secret for these tests alone"
    client = Client()
    client.cookies["sessionid"] = row.pk
    assert client.get(MY_PAGE).status_code == 200

    end_all_sessions(user, by_id=user.pk, now=NOW)
    row.save(force_insert=True)

    assert client.get(MY_PAGE)["Location"] == SIGN_IN


def test_request_that_is_still_answered_brings_no_session_back(user: User) -> None:
    signed_in(user)
    [row] = BrowserSession.objects.all()
    under_way = SessionStore(row.pk)
    under_way["seen"] = "meanwhile"
    end_all_sessions(user, by_id=user.pk, now=NOW)

    with pytest.raises(UpdateError):
        under_way.save()
    with pytest.raises(SessionInterrupted):
        under_way.cycle_key()
    assert not BrowserSession.objects.exists()


def test_sign_in_that_waits_for_its_second_step_is_over_too(colleague: User) -> None:
    client = half_signed_in(colleague)
    code = recovery_code_of(colleague)

    end_all_sessions(colleague, by_id=colleague.pk, now=NOW)
    client.post(STEP, {"code": code})

    assert client.get(MY_PAGE)["Location"] == SIGN_IN


def test_sign_in_after_that_is_like_any_other(user: User) -> None:
    end_all_sessions(user, by_id=user.pk, now=NOW)
    client = Client()
    signed = client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})

    assert (signed["Location"], client.get(MY_PAGE).status_code) == (MY_PAGE, 200)


@pytest.mark.race
@pytest.mark.parametrize("round_", range(ROUNDS))
def test_no_sign_in_under_way_survives_at_the_same_moment(own_database: Copy, round_: int) -> None:
    colleague = UserFactory(groups=["Desk"])
    clients = [half_signed_in(colleague) for _ in range(CLIENTS)]
    [authenticator] = colleague.authenticator_set.filter(type="recovery_codes")
    codes = authenticator.wrap().get_unused_codes()[:CLIENTS]
    start = Barrier(CLIENTS + 1)

    def type_code(client: Client, code: str) -> None:
        try:
            start.wait()
            client.post(STEP, {"code": code})
        finally:
            connections.close_all()

    def end() -> None:
        try:
            start.wait()
            end_all_sessions(colleague, by_id=colleague.pk, now=NOW)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(CLIENTS + 1) as pool:
        done = [pool.submit(type_code, *pair) for pair in zip(clients, codes, strict=True)]
        for one in [*done, pool.submit(end)]:
            one.result()

    assert [client.get(MY_PAGE).status_code for client in clients] == [302] * CLIENTS
