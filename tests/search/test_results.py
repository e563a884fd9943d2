from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail import hooks

from network.models import User
from portal.models import HomePage
from portal.pages import language_name
from search.models import PageText
from tests.headings import NOT_LIKE_THIS, heading
from tests.queries import Queries
from tests.search.asking import ask, titles
from tests.search.conftest import Write


def test_without_words_the_page_only_asks(client: Client, homes: dict[str, HomePage]) -> None:
    for words in ("", "   ", "\x00"):
        page = ask(client, "en", words).content.decode()
        assert page.count('type="search"') == 1
        assert (page.count("Nothing found"), page.count("page found")) == (0, 0)


def test_words_that_are_too_long_stay_in_the_box_and_the_limit_is_said(
    client: Client, homes: dict[str, HomePage]
) -> None:
    words = "🌸" * 200 + "ab"

    page = ask(client, "en", words).content.decode()

    assert (f'value="{words}"' in page, "maxlength" in page) == (True, False)
    assert page.count("Too long by 2. At most 200 characters fit.") == 1
    assert "Nothing found" not in page


def test_results_cannot_be_posted(client: Client, homes: dict[str, HomePage]) -> None:
    response = client.post("/en/search/", {"q": "x"})

    assert (response.status_code, heading(response)) == (405, NOT_LIKE_THIS)


def test_nothing_found_shows_ways_out_and_other_languages(client: Client, write: Write) -> None:
    write("en", "Courses", slug="courses")
    write("en", "How it works", slug="how-it-works")
    write("en", "Another", slug="another")
    write("vi", "Lao động")
    write("ja", "lao 1")
    write("ja", "lao 2")
    response = ask(client, "en", "lao")
    assert response.context["elsewhere"] == [
        {"code": "vi", "name": language_name("vi"), "count": 1, "url": "/vi/search/?q=lao"},
        {"code": "ja", "name": "日本語", "count": 2, "url": "/ja/search/?q=lao"},
    ]
    assert response.context["ways_out"] == [
        {"title": "Courses", "url": "/en/courses/"},
        {"title": "How it works", "url": "/en/how-it-works/"},
    ]
    page = response.content.decode()
    assert page.count('<a href="/vi/search/?q=lao">') == 1
    assert page.count('<a href="/en/how-it-works/">') == 1


def test_words_without_letters_are_told_so(client: Client, homes: dict[str, HomePage]) -> None:
    page = ask(client, "en", "😀 !?").content.decode()
    assert page.count("There is no letter or digit in this.") == 1


def test_hits_are_marked_and_all_else_is_escaped(client: Client, write: Write) -> None:
    write("en", "Visas & <b>work</b>", intro="Ask about visas <i>first</i>.")
    page = ask(client, "en", "visas").content.decode()
    assert page.count("<mark>Visas</mark> &amp; &lt;b&gt;work&lt;/b&gt;") == 1
    assert page.count("Ask about <mark>visas</mark> &lt;i&gt;first&lt;/i&gt;.") == 1


def test_furigana_is_shown_around_a_hit(client: Client, write: Write) -> None:
    write("ja-hira", "｜仕事《しごと》", intro="｜会社《かいしゃ》をやめる")
    page = ask(client, "ja-hira", "会社").content.decode()
    assert page.count("<mark><ruby>会社<rp>(</rp><rt>かいしゃ</rt><rp>)</rp></ruby></mark>をやめる") == 1


def test_long_lists_go_over_several_pages(client: Client, write: Write) -> None:
    for number in range(12):
        write("en", f"Page {number:02}")
    first, second = ask(client, "en", "page"), ask(client, "en", "page", page=2)
    assert [len(answer.context["results"]) for answer in (first, second)] == [10, 2]
    assert first.content.decode().count("12 pages found") == 1
    assert first.content.decode().count('href="?q=page&amp;page=2"') == 1
    for strange in ("0", "-1", "99999999999999999999", "9" * 5000, "x", "²", "\x00"):
        assert ask(client, "en", "page", page=strange).context["page_obj"].paginator.count == 12


def test_a_single_page_is_counted_as_one(client: Client, write: Write) -> None:
    write("en", "Alone")
    assert ask(client, "en", "alone").content.decode().count("1 page found") == 1


@pytest.mark.parametrize("pages", [1, 15])
def test_a_search_asks_few_questions_however_many_pages(
    client: Client, write: Write, count_queries: Callable[[], AbstractContextManager[Queries]], pages: int
) -> None:
    client.force_login(User.objects.create_user(email="a@example.org", password="x"))
    for number in range(pages):
        write("vi", f"Trang {number}", intro="lao động")
    ask(client, "vi", "lao dong")
    with count_queries() as counted:
        ask(client, "vi", "lao dong")
    assert len(counted) <= 12, counted.statements


def test_rebuilding_finds_what_was_loaded_without_publishing(client: Client, write: Write) -> None:
    page = write("vi", "Trang", intro="mot")
    type(page).objects.filter(pk=page.pk).update(intro="hai")
    PageText.objects.filter(page__title__startswith="0").delete()
    said = StringIO()
    call_command("rebuild_search", stdout=said)
    assert said.getvalue() == "5 pages can be found\n"
    assert (titles(client, "vi", "mot"), titles(client, "vi", "hai")) == ([], ["Trang"])


def test_wagtails_own_index_command_keeps_the_texts(client: Client, write: Write) -> None:
    write("vi", "Trang", intro="mot")
    call_command("update_index", verbosity=0, stdout=StringIO())
    assert titles(client, "vi", "mot") == ["Trang"]


def test_the_clock_rebuilds_the_texts() -> None:
    names = [job.name for hook in hooks.get_hooks("portal_due_jobs") for job in hook()]
    assert names.count("search.rebuild") == 1
