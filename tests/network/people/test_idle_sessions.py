"""A session that nobody uses ends: by its row, whatever the cookie says, and never later than its limit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from network.models import BrowserSession, User
from network.people.rules.idle import MEMBER, OFFICE, SHARED_PHONE, idle_limit, is_written_anew
from tests.factories import PASSWORD, SupporterFactory, UserFactory
from tests.network.showing_codes import recovery_code_of
from tests.queries import counted

SignIn = Callable[..., Client]

NOW = datetime(2026, 5, 15, 3, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
MY_PAGE = "/en/my/"
PING = "/admin/editing-sessions/ping/courses/lecturepage/1/1/"

pauses = st.timedeltas(timedelta(), timedelta(days=20))


@given(st.sampled_from([OFFICE, SHARED_PHONE, MEMBER]), st.lists(pauses))
def test_session_ends_at_its_limit_or_up_to_a_tenth_before(limit: timedelta, asked_after: list[timedelta]) -> None:
    now, ends_at = NOW, NOW + limit
    for pause in asked_after:
        if now + pause >= ends_at:
            break
        now += pause
        if is_written_anew(ends_at=ends_at, limit=limit, now=now):
            ends_at = now + limit

    assert limit * 0.9 < ends_at - now <= limit


@given(st.sampled_from([OFFICE, SHARED_PHONE, MEMBER]), st.lists(st.timedeltas(SECOND, MINUTE), max_size=50))
def test_session_is_written_once_a_tenth_of_its_limit(limit: timedelta, asked_after: list[timedelta]) -> None:
    now, ends_at, written = NOW, NOW + limit, 0
    for pause in asked_after:
        now += pause
        if is_written_anew(ends_at=ends_at, limit=limit, now=now):
            ends_at, written = now + limit, written + 1

    assert written <= (now - NOW) / (limit / 10)


def test_session_that_would_outlive_its_limit_is_written_at_once() -> None:
    assert is_written_anew(ends_at=NOW + MEMBER, limit=OFFICE, now=NOW) is True


@pytest.mark.parametrize(
    ("office", "shared", "limit"),
    [(False, False, MEMBER), (False, True, SHARED_PHONE), (True, False, OFFICE), (True, True, OFFICE)],
)
def test_shortest_limit_holds(office: bool, shared: bool, limit: timedelta) -> None:
    assert idle_limit(works_in_the_office=office, on_a_shared_phone=shared) == limit


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def member(db: None) -> User:
    made: User = SupporterFactory().user
    return made


@pytest.fixture
def colleague(db: None) -> User:
    return UserFactory(groups=["Desk", "Editors"])


def with_the_password(user: User, **said: str) -> Client:
    client = Client()
    client.post("/en/account/login/", {"login": user.email, "password": PASSWORD, **said})
    return client


def with_a_code_by_mail(user: User, **said: str) -> Client:
    client = Client()
    client.post("/en/account/login/code/", {"email": user.email, **said})
    code = client.session["account_login"]["state"]["stages"]["login_by_code"]["data"]["code"]
    client.post("/en/account/login/code/confirm/", {"code": code})
    return client


def with_both_steps(user: User, **said: str) -> Client:
    client = with_the_password(user, **said)
    client.post("/en/account/2fa/authenticate/", {"code": recovery_code_of(user)})
    return client


def is_signed_in(client: Client) -> bool:
    """The cookie is sent however old it is."""
    return client.get(MY_PAGE).status_code == 200


def row_of(user: User) -> BrowserSession:
    return BrowserSession.objects.get(user=user)


@pytest.mark.parametrize("sign_in", [with_the_password, with_a_code_by_mail])
@pytest.mark.parametrize(("said", "limit"), [({}, MEMBER), ({"shared_phone": "on"}, SHARED_PHONE)])
def test_member_is_signed_out_after(
    member: User, clock: time_machine.Traveller, sign_in: SignIn, said: dict[str, str], limit: timedelta
) -> None:
    first, second = (sign_in(member, **said) for _ in range(2))
    clock.shift(limit - SECOND)
    assert is_signed_in(first) is True
    clock.shift(SECOND)
    assert is_signed_in(second) is False

    clock.shift(limit - 2 * SECOND)
    assert is_signed_in(first) is True


@pytest.mark.parametrize("said", [{}, {"shared_phone": "on"}], ids=["own", "shared"])
def test_office_is_signed_out_after_half_an_hour(
    colleague: User, clock: time_machine.Traveller, said: dict[str, str]
) -> None:
    client = with_both_steps(colleague, **said)
    clock.shift(OFFICE - SECOND)
    assert is_signed_in(client) is True

    clock.shift(OFFICE)
    assert is_signed_in(client) is False


@pytest.mark.parametrize(
    ("said", "max_age"), [({}, 14 * 24 * 60 * 60), ({"shared_phone": "on"}, "")], ids=["own", "shared"]
)
def test_cookie_of_a_shared_phone_ends_with_the_browser(
    member: User, clock: time_machine.Traveller, said: dict[str, str], max_age: int | str
) -> None:
    client = with_the_password(member, **said)
    assert client.cookies["sessionid"]["max-age"] == max_age

    clock.shift(SHARED_PHONE / 2)
    client.cookies["sessionid"]["max-age"] = "as it was"
    client.get(MY_PAGE)
    assert client.cookies["sessionid"]["max-age"] == ("" if said else "as it was")

    clock.shift(SHARED_PHONE - MINUTE if said else MEMBER / 2)
    client.get(MY_PAGE)
    assert client.cookies["sessionid"]["max-age"] == max_age


def test_page_writes_nothing_within_a_tenth_of_the_limit(member: User, clock: time_machine.Traveller) -> None:
    client = with_the_password(member)
    client.get(MY_PAGE)
    clock.shift(MEMBER / 10 - SECOND)
    with counted() as before:
        client.get(MY_PAGE)
    clock.shift(SECOND)
    with counted() as after:
        client.get(MY_PAGE)

    def writes(statements: list[str]) -> list[str]:
        return [sql.split(" ")[0] for sql in statements if not sql.startswith(("SELECT", "(SELECT"))]

    assert (writes(before.statements), writes(after.statements)) == ([], ["UPDATE"])
    assert row_of(member).expire_date == NOW + MEMBER / 10 + MEMBER


@pytest.mark.parametrize("address", [PING, "/admin/editing-sessions/release/1/", "/admin/?looking-again=1"])
def test_what_pages_ask_by_themselves_does_not_count(
    colleague: User, clock: time_machine.Traveller, address: str
) -> None:
    client = with_both_steps(colleague)
    for _ in range(5):
        clock.shift(6 * MINUTE - SECOND)
        client.post(address) if "editing" in address else client.get(address)
    assert row_of(colleague).expire_date == NOW + OFFICE

    clock.shift(5 * SECOND)
    assert is_signed_in(client) is False


def test_whoever_joins_the_office_has_half_an_hour_from_then(member: User, clock: time_machine.Traveller) -> None:
    group = Group.objects.get(name="Auditors")
    joins: list[Callable[[User], object]] = [
        lambda user: user.groups.add(group),
        lambda user: group.user_set.add(user),
        lambda user: user.user_permissions.add(Permission.objects.earliest("pk")),
        lambda user: User(pk=user.pk, email=user.email, password=user.password, is_superuser=True).save(),
    ]
    users = [SupporterFactory().user for _ in joins]
    for user, join in zip(users, joins, strict=True):
        with_the_password(user)
        join(user)
    with_the_password(member)

    assert [row_of(user).expire_date - NOW for user in [*users, member]] == [OFFICE] * 4 + [MEMBER]


def test_session_of_a_stranger_lasts_as_before(client: Client, db: None, clock: time_machine.Traveller) -> None:
    client.post("/en/account/login/code/", {"email": "nobody@example.org"})

    assert BrowserSession.objects.get().expire_date == NOW + timedelta(weeks=2)


def test_signing_in_anew_says_anew_whose_phone_it_is(member: User, colleague: User) -> None:
    client = Client()
    form = {"login": colleague.email, "password": PASSWORD, "shared_phone": "on"}
    client.post("/en/account/login/", form)
    client.post("/en/account/logout/")  # instead of the second step
    client.post("/en/account/login/", {"login": member.email, "password": PASSWORD})

    assert client.cookies["sessionid"]["max-age"] != ""
