"""Pages that strangers are shown whole, as they were once answered."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from courses.models import LecturePage
from portal import structure
from portal.dates import TOKYO
from portal.models import ContactSettings, HomePage, StandardPage
from tests.factories import SupporterFactory
from tests.learning import make_course, make_lecture, publish
from tests.queries import Queries

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 15, 14, 30, tzinfo=TOKYO)
CountQueries = Callable[[], AbstractContextManager[Queries]]


@pytest.fixture
def page() -> StandardPage:
    ContactSettings.load()  # whoever asks first makes the row
    made: StandardPage = publish(HomePage.objects.get(), StandardPage(title="Hoạt động", slug="activities"))
    return made


def test_page_costs_a_stranger_no_query_once_it_was_asked_for(
    client: Client, page: StandardPage, count_queries: CountQueries
) -> None:
    first = client.get(page.url)
    with count_queries() as queries:
        second = client.get(page.url)

    assert len(queries) == 0
    assert (second.content, second.headers.items()) == (first.content, first.headers.items())


@pytest.mark.parametrize("spoken_before", [code for code, _name in settings.LANGUAGES])
def test_page_is_kept_whatever_language_was_spoken_before(
    client: Client, page: StandardPage, spoken_before: str
) -> None:
    with translation.override(spoken_before):
        client.get(page.url)

    assert structure.kept(f"whole:http:testserver:{page.url}") is not None


def test_page_for_strangers_gives_no_cookie_and_is_asked_for_anew_each_time(client: Client, page: StandardPage) -> None:
    for _time in range(2):
        response = client.get(page.url)
        assert (response.cookies, response["Cache-Control"]) == ({}, "max-age=0, must-revalidate")
        assert "Cookie" in response["Vary"]


def test_page_that_is_still_the_same_is_not_sent_again(client: Client, page: StandardPage) -> None:
    etag = client.get(page.url)["ETag"]

    response = client.get(page.url, headers={"if-none-match": etag})

    assert (response.status_code, response.content, response["ETag"]) == (304, b"", etag)


def test_kept_page_is_as_safe_as_any(client: Client, page: StandardPage) -> None:
    client.get(page.url)

    response = client.get(page.url)

    assert response["X-Frame-Options"] == "DENY"
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("change", ["publish", "rename", "unpublish", "move"])
def test_change_by_an_editor_is_seen_at_the_next_request(client: Client, page: StandardPage, change: str) -> None:
    address = page.url
    client.get(address)

    if change == "unpublish":
        page.unpublish()
    elif change == "move":
        other = publish(HomePage.objects.get(), StandardPage(title="Khác", slug="other"))
        page.move(other, pos="last-child")
    else:
        page.title = "Việc làm"
        page.slug = "work" if change == "rename" else page.slug
        page.save_revision().publish()

    response = client.get(address)
    assert (response.status_code, "Việc làm" in response.text) == (
        200 if change == "publish" else 404,
        change == "publish",
    )


def test_who_has_signed_in_is_shown_no_page_of_strangers_nor_strangers_theirs(
    client: Client, page: StandardPage
) -> None:
    client.get(page.url)
    reader = Client()
    reader.force_login(SupporterFactory().user)

    for one, signs_out in ((reader, True), (client, False), (reader, True)):
        assert ("data-sign-out" in one.get(page.url).text) is signs_out
    assert "no-store" in reader.get(page.url)["Cache-Control"]


def test_message_that_waits_is_shown_on_the_next_page_and_to_nobody_else(client: Client, page: StandardPage) -> None:
    client.get(page.url)
    client.get("/vi/register/about/")
    client.post("/vi/register/forget/")
    del client.cookies[settings.SESSION_COOKIE_NAME]
    assert "messages" in client.cookies

    deleted = "Những gì bạn đã gõ"
    assert (deleted in client.get(page.url).text, deleted in Client().get(page.url).text) == (True, False)


def test_each_host_has_pages_of_its_own_and_an_unknown_one_none(
    client: Client, page: StandardPage, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["one.example.org", "two.example.org"]
    hosts = [f"{name}.example.org" for name in ("one", "two", "three")]

    assert [client.get(page.url, headers={"host": host}).status_code for host in hosts] == [200, 200, 400]

    assert [structure.kept(f"whole:http:{host}:{page.url}") is not None for host in hosts] == [True, True, False]


def test_addresses_of_nothing_leave_nothing_in_the_process(client: Client, page: StandardPage) -> None:
    client.get("/vi/nowhere/")
    before = len(everything_held())

    for number in range(20):
        client.get(f"/vi/nowhere-{number}/")

    assert len(everything_held()) == before


def everything_held() -> list[str]:
    """Values, and locks of who builds one."""
    return [name for version in structure._held.values() for name in (*version.values, *version._locks)]


def test_address_with_a_question_is_answered_anew(client: Client, page: StandardPage) -> None:
    client.get(page.url)

    assert "ETag" not in client.get(page.url, {"from": "mail"})


def test_address_of_nothing_is_not_kept(client: Client) -> None:
    assert [client.get("/vi/nowhere/").status_code for _time in range(2)] == [404, 404]
    publish(HomePage.objects.get(), StandardPage(title="Có rồi", slug="nowhere"))

    assert client.get("/vi/nowhere/").status_code == 200


def test_lecture_that_expires_is_gone_from_the_list_at_that_moment(client: Client) -> None:
    course = make_course()
    stays, goes = make_lecture(course, number=1), make_lecture(course, number=2)
    # As the clock will find it; nobody publishes anything at that moment.
    LecturePage.objects.filter(pk=goes.pk).update(expire_at=NOW + timedelta(hours=1))

    seen = []
    for later in (timedelta(), timedelta(minutes=59), timedelta(hours=1)):
        with time_machine.travel(NOW + later, tick=False):
            html = client.get(course.url).text
            seen.append([lecture.title in html for lecture in (stays, goes)])

    assert seen == [[True, True], [True, True], [True, False]]


def test_page_is_made_anew_with_every_day(client: Client, page: StandardPage) -> None:
    """What it says of days may be another."""
    midnight, ends = datetime(2026, 5, 16, tzinfo=TOKYO), []
    for moment in (NOW, midnight - timedelta(seconds=1), midnight):
        with time_machine.travel(moment, tick=False):
            client.get(page.url)
            ends.append(structure.kept(f"whole:http:testserver:{page.url}").until)

    assert ends == [midnight, midnight, midnight + timedelta(days=1)]
