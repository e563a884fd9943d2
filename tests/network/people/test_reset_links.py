"""Links to a new password: the newest of each kind of browser, once, for an hour, until something else ends them."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.contrib.auth.tokens import default_token_generator
from django.core.cache import cache
from django.db import connections
from django.test import Client

from network.models import User
from network.people.actions.passwords import set_password_by_link
from network.people.actions.sessions import end_all_sessions
from network.people.enums import Browser
from portal.dates import TOKYO
from portal.mail import MailState, OutboxMail
from tests import mailing
from tests.databases import Copy
from tests.factories import PASSWORD, SupporterFactory
from tests.queries import counted

ASK, LOGIN = "/en/account/password/reset/", "/en/account/login/"
NOW = datetime(2026, 5, 1, 19, tzinfo=TOKYO)
NEW = "other words entirely"
LINK = re.compile(r"http://localhost:8000(\S+password/reset/key\S+)")


@pytest.fixture
def lan(db: None) -> User:
    return SupporterFactory(user__email="lan@example.org", language="en").user


def known(lan: User) -> Client:
    """A browser in which Lan has signed in before."""
    browser = Client()
    browser.post(LOGIN, {"login": lan.email, "password": PASSWORD})
    browser.post("/en/account/logout/")
    return browser


def asked_from(browser: Client) -> str:
    browser.post(ASK, {"email": "lan@example.org"})
    return newest_link()


def newest_link() -> str:
    found = LINK.search(mailing.newest())
    assert found is not None
    return found[1]


def works(link: str) -> bool:
    return "token_fail" not in Client().get(link, follow=True).context


def set_password(link: str, password: str = NEW) -> bool:
    browser = Client()
    form = browser.get(link, follow=True).redirect_chain
    return bool(form) and browser.post(form[-1][0], {"password1": password}).status_code == 302


def test_older_link_dies_when_a_newer_one_is_asked_for(lan: User) -> None:
    older, newer = asked_from(Client()), asked_from(Client())

    assert (works(older), works(newer)) == (False, True)


def test_older_link_of_a_known_browser_dies_too(lan: User) -> None:
    at_home, at_work = known(lan), known(lan)
    older, newer = asked_from(at_home), asked_from(at_work)

    assert (works(older), works(newer)) == (False, True)


def test_stranger_who_asks_does_not_kill_the_owners_link(lan: User) -> None:
    own = asked_from(known(lan))
    others = [asked_from(Client()) for _time in range(2)]

    assert [works(link) for link in (own, *others)] == [True, False, True]


def test_owner_who_asks_at_home_does_not_kill_the_link_asked_for_elsewhere(lan: User) -> None:
    at_home = known(lan)
    elsewhere = asked_from(Client())
    asked_from(at_home)

    assert works(elsewhere) is True


def test_link_of_another_person_is_none_of_its_business(lan: User) -> None:
    own = asked_from(Client())
    SupporterFactory(user__email="minh@example.org")
    Client().post(ASK, {"email": "minh@example.org"})

    assert works(own) is True


def test_older_mail_that_is_still_waiting_is_not_sent(lan: User) -> None:
    for _time in range(2):
        Client().post(ASK, {"email": "lan@example.org"})

    assert len(mailing.delivered()) == 1
    assert works(newest_link()) is True
    assert list(OutboxMail.objects.order_by("pk").values_list("state", flat=True)) == [
        MailState.NOT_NEEDED,
        MailState.SENT,
    ]


def test_newer_asking_kills_the_link_before_its_own_mail_is_sent(lan: User) -> None:
    older = asked_from(Client())
    Client().post(ASK, {"email": "lan@example.org"})

    assert works(older) is False


def test_link_works_once(lan: User) -> None:
    link = asked_from(Client())

    assert [set_password(link), set_password(link, "still other words")] == [True, False]
    lan.refresh_from_db()
    assert lan.check_password(NEW) is True


def test_link_that_died_while_its_page_was_open_sets_no_password(lan: User) -> None:
    token = default_token_generator.make_token(lan)

    assert set_password_by_link(lan, token, NEW, now=NOW) is False

    lan.refresh_from_db()
    assert (lan.check_password(PASSWORD), lan.check_password(NEW)) == (True, False)


def test_link_outlives_the_cache(lan: User) -> None:
    older, newer = asked_from(Client()), asked_from(Client())
    cache.clear()

    assert (works(older), works(newer)) == (False, True)


def changes_the_password(lan: User) -> None:
    browser = Client()
    browser.force_login(lan)
    browser.post("/en/account/password/change/", {"oldpassword": PASSWORD, "password1": NEW})


def sets_the_password_by_the_other_link(lan: User) -> None:
    assert set_password(newest_link())


def loses_the_password(lan: User) -> None:
    lan.set_unusable_password()
    lan.save()


def ends_all_sessions(lan: User) -> None:
    end_all_sessions(lan, by_id=lan.pk, now=NOW)


def has_another_address(lan: User) -> None:
    EmailAddress.objects.filter(user=lan).update(email="new@example.org")
    User.objects.update(email="new@example.org")


@pytest.mark.parametrize(
    "something",
    [
        changes_the_password,
        sets_the_password_by_the_other_link,
        loses_the_password,
        ends_all_sessions,
        has_another_address,
    ],
)
def test_all_links_die_when_the_account_changes(something: Callable[[User], None], lan: User) -> None:
    at_home = known(lan)
    links = [asked_from(Client()), asked_from(at_home)]
    assert [works(link) for link in links] == [True] * 2

    something(lan)

    assert [works(link) for link in links] == [False] * 2


def test_link_of_a_closed_account_is_dead(lan: User) -> None:
    Client().post(ASK, {"email": "lan@example.org"})
    User.objects.update(is_active=False)

    assert mailing.delivered() == []


@pytest.mark.parametrize("is_known", [False, True])
def test_hour_runs_from_the_sending(lan: User, is_known: bool) -> None:
    browser = known(lan) if is_known else Client()
    with time_machine.travel(NOW, tick=False):
        browser.post(ASK, {"email": "lan@example.org"})
    with time_machine.travel(NOW + timedelta(hours=5), tick=False):
        link = newest_link()

    answers = []
    for minutes in (59, 61):
        with time_machine.travel(NOW + timedelta(hours=5, minutes=minutes), tick=False):
            answers.append(works(link))
    assert answers == [True, False]


@pytest.mark.parametrize(
    "change", [lambda key: key[:-1], lambda key: f"{key}0", lambda _key: "x", lambda _key: "1-2-3"]
)
def test_mistyped_link_is_dead(change: Callable[[str], str], lan: User) -> None:
    link = asked_from(Client())
    start, key = link.rstrip("/").rsplit("/", 1)
    person, token = key.split("-", 1)

    assert works(f"{start}/{person}-{change(token)}/") is False


def test_page_of_a_dead_link_leads_to_a_new_one(lan: User) -> None:
    older = asked_from(Client())
    asked_from(Client())

    page = Client().get(older, follow=True)

    assert "This link is used up or too old" in page.text
    assert f'href="{ASK}"' in page.text


def test_row_and_link_tell_only_the_kind_of_browser(lan: User) -> None:
    at_home = known(lan)
    links = [asked_from(at_home), asked_from(Client())]

    kept = OutboxMail.objects.order_by("pk").values_list("reference", "sealed")
    assert list(kept) == [(Browser.KNOWN, None), (Browser.STRANGE, None)]
    assert {len(link) for link in links} == {len(links[0])}


def test_asking_costs_the_same_for_addresses_that_nobody_has(lan: User) -> None:
    costs = []
    for email in ("lan@example.org", "nobody@example.org"):
        with counted() as queries:
            Client().post(ASK, {"email": email})
        costs.append(len(queries))

    assert costs[0] == costs[1]


@pytest.mark.race
def test_link_is_used_once_by_many_at_once(own_database: Copy) -> None:
    lan = SupporterFactory(user__email="lan@example.org").user
    link = asked_from(Client())
    browsers = [Client() for _number in range(12)]
    forms = [browser.get(link)["Location"] for browser in browsers]
    start = Barrier(len(browsers))

    def post(number: int) -> bool:
        try:
            start.wait()
            response = browsers[number].post(forms[number], {"password1": f"words of number {number}"})
            return response.headers.get("Location", "").endswith("/key/done/")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(browsers)) as pool:
        passed = list(pool.map(post, range(len(browsers))))

    [winner] = [number for number, has_passed in enumerate(passed) if has_passed]
    lan.refresh_from_db()
    assert lan.check_password(f"words of number {winner}") is True
    assert "token_fail" in browsers[winner - 1].get(forms[0], follow=True).context
