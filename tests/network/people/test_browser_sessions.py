"""Who is signed in: the database alone says it, whatever the cache has kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.backends import db
from django.core import signing
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from network.models import BrowserSession, Supporter, User
from portal.tick import tick
from tests import lines
from tests.factories import PASSWORD, UserFactory
from tests.lines import CacheOnALine
from tests.queries import counted

pytestmark = pytest.mark.django_db

MY_PAGE = "/vi/my/"
SIGN_IN = f"/vi/account/login/?next={MY_PAGE}"


@pytest.fixture
def cache_on_a_line(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[CacheOnALine]:
    with lines.cache_on_a_line(settings, monkeypatch) as made:
        yield made


def signed_in(supporter: Supporter) -> Client:
    client = Client()
    client.force_login(supporter.user)
    assert client.get(MY_PAGE).status_code == 200
    return client


def with_the_cookie_of(other: Client) -> Client:
    """Another tab, or somebody who has seen the cookie."""
    client = Client()
    client.cookies["sessionid"] = other.cookies["sessionid"].value
    return client


def test_signing_in_and_out_work_without_a_cache(
    cache_on_a_line: CacheOnALine, supporter: Supporter, settings: Settings
) -> None:
    # allauth's own, which take a lock in the cache.
    settings.ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
    cache_on_a_line.goes_away()
    client = Client()

    client.post("/vi/account/login/", {"login": supporter.user.email, "password": PASSWORD})
    assert client.get(MY_PAGE).status_code == 200

    client.post("/vi/account/logout/")
    assert client.get(MY_PAGE)["Location"] == SIGN_IN


def test_visit_that_ended_while_the_cache_was_away_does_not_come_back_with_it(
    cache_on_a_line: CacheOnALine, supporter: Supporter
) -> None:
    client = signed_in(supporter)
    kept = with_the_cookie_of(client)
    cache.set("from-before", 1)
    cache_on_a_line.goes_away()
    client.post("/vi/account/logout/")
    cache_on_a_line.is_back()

    assert cache.get("from-before") == 1
    assert kept.get(MY_PAGE).status_code == 302


def test_what_a_session_forgot_while_the_cache_was_away_stays_forgotten(
    cache_on_a_line: CacheOnALine, supporter: Supporter
) -> None:
    client = signed_in(supporter)
    session = client.session
    session["told once"] = "secret"
    session.save()
    cache_on_a_line.goes_away()
    session = client.session
    del session["told once"]
    session.save()
    cache_on_a_line.is_back()

    assert "told once" not in client.session


def test_session_user_and_supporter_cost_one_query(supporter: Supporter) -> None:
    client = signed_in(supporter)

    with counted() as queries:
        client.get("/vi/account/password/change/")

    about_people = [sql for sql in queries.statements if "network_user" in sql or "network_supporter" in sql]
    assert [("network_browsersession" in sql, "network_supporter" in sql) for sql in about_people] == [(True, True)]


def test_user_who_is_shut_out_is_signed_out_at_the_next_page(supporter: Supporter) -> None:
    client = signed_in(supporter)
    User.objects.filter(pk=supporter.user.pk).update(is_active=False)

    assert client.get(MY_PAGE)["Location"] == SIGN_IN


def test_new_password_ends_the_visits_begun_with_the_old_one(supporter: Supporter) -> None:
    client = signed_in(supporter)
    supporter.user.set_password("another way to walk")
    supporter.user.save()

    assert client.get(MY_PAGE)["Location"] == SIGN_IN
    assert BrowserSession.objects.count() == 0


def test_row_of_a_session_knows_its_user_until_it_ends(supporter: Supporter) -> None:
    client = signed_in(supporter)
    assert [row.user for row in BrowserSession.objects.all()] == [supporter.user]

    client.force_login(UserFactory())
    assert BrowserSession.objects.filter(user=supporter.user).count() == 0

    client.post("/vi/account/logout/")
    assert BrowserSession.objects.filter(user__isnull=False).count() == 0


def test_sessions_go_with_their_user() -> None:
    user = UserFactory()
    client = Client()
    client.force_login(user)
    user.delete()

    assert BrowserSession.objects.count() == 0
    assert client.get(MY_PAGE)["Location"] == SIGN_IN


def test_sessions_that_have_run_out_are_removed_by_the_clock(supporter: Supporter) -> None:
    signed_in(supporter)
    [row] = BrowserSession.objects.all()
    for age in (timedelta(seconds=1), timedelta(days=-1)):
        BrowserSession.objects.create(session_key=f"{age}", session_data="", expire_date=timezone.now() - age)

    with time_machine.travel(timezone.now(), tick=False):
        tick(timezone.now())

    assert set(BrowserSession.objects.values_list("pk", flat=True)) == {row.pk, str(timedelta(days=-1))}


def test_row_of_a_session_shows_no_code_while_one_is_waited_for(supporter: Supporter) -> None:
    client = Client()
    client.post("/en/account/login/code/", {"email": supporter.user.email})
    code = client.session["account_login"]["state"]["stages"]["login_by_code"]["data"]["code"]
    [row] = BrowserSession.objects.all()

    # What Django's own way of keeping it would tell.
    told = signing.loads(row.session_data, salt=db.SessionStore().key_salt) if ":" in row.session_data else {}
    assert (code in row.session_data, supporter.user.email in row.session_data, told) == (False, False, {})
    assert row.user == supporter.user


def test_row_that_cannot_be_read_is_an_empty_session(supporter: Supporter) -> None:
    client = signed_in(supporter)
    BrowserSession.objects.update(session_data="made by a key that is gone")

    assert client.get(MY_PAGE)["Location"] == SIGN_IN
