"""Which pages the menus lead to, in each language, and where the reader is."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale

from portal import pages
from portal.models import HomePage, StandardPage
from tests.learning import make_course, make_lecture, publish

pytestmark = pytest.mark.django_db

LINK = re.compile(r'<a href="([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)


@pytest.fixture
def home() -> HomePage:
    return HomePage.objects.get(locale__language_code="vi")


def listed(home: HomePage, slug: str, **more: Any) -> StandardPage:
    page: StandardPage = publish(home, StandardPage(title=f"Trang {slug}", slug=slug, **more))
    return page


def links(client: Client, address: str, of: str) -> list[tuple[str, str, bool]]:
    """Of a part of the page: address, words, and whether it is where the reader is."""
    part = re.search(rf"<(\w+)[^>]* class=\"{of}\".*?</\1>", client.get(address).text, re.DOTALL)
    assert part is not None
    return [(url, unescape(words), "aria-current" in more) for url, more, words in LINK.findall(part[0])]


def test_main_menu_leads_to_the_live_pages_that_are_listed_in_it(client: Client, home: HomePage) -> None:
    listed(home, "listed", show_in_menus=True)
    listed(home, "unlisted", show_in_menus=False)
    listed(home, "in-the-footer", in_footer=True)
    listed(home, "withdrawn", show_in_menus=True).unpublish()

    assert links(client, "/vi/", "menu") == [("/vi/listed/", "Trang listed", False)]


def test_menu_marks_where_the_reader_is_below_a_page_too(client: Client, home: HomePage) -> None:
    first = listed(home, "first", show_in_menus=True)
    listed(home, "second", show_in_menus=True)
    listed(first, "below")

    for address in ("/vi/first/", "/vi/first/below/"):
        assert links(client, address, "menu") == [
            ("/vi/first/", "Trang first", True),
            ("/vi/second/", "Trang second", False),
        ]


def test_footer_leads_to_the_pages_chosen_for_it(client: Client, home: HomePage) -> None:
    listed(home, "privacy", in_footer=True)
    listed(home, "listed", show_in_menus=True)
    listed(home, "withdrawn", in_footer=True).unpublish()

    footer = client.get("/vi/").text.partition('<footer class="footer">')[2]

    assert re.findall(r'<li><a href="([^"]+)">([^<]+)</a></li>', footer) == [("/vi/privacy/", "Trang privacy")]


def test_page_that_is_only_partly_translated_stands_in_neither_menu(client: Client, home: HomePage) -> None:
    english = Locale.objects.get(language_code="en")
    home.copy_for_translation(english).save_revision().publish()
    for slug in ("whole", "alias"):
        page = listed(home, slug, show_in_menus=True, in_footer=True)
        page.copy_for_translation(english, alias=slug == "alias")
    StandardPage.objects.get(locale=english, slug="whole").save_revision().publish()

    html = client.get("/en/").text

    assert set(re.findall(r'href="(/en/(?:whole|alias)/)"', html)) == {"/en/whole/"}


def test_language_without_a_home_page_has_empty_menus(client: Client, home: HomePage) -> None:
    listed(home, "listed", show_in_menus=True, in_footer=True)

    html = client.get("/en/account/login/").text

    assert re.findall(r'href="[^"]*/listed/"', html) == []


def test_page_that_is_published_is_in_the_menu_at_once(client: Client, home: HomePage) -> None:
    assert links(client, "/vi/", "menu") == []

    listed(home, "new", show_in_menus=True)

    assert links(client, "/vi/", "menu") == [("/vi/new/", "Trang new", False)]


def test_languages_lead_to_the_same_address_with_what_was_asked_for(client: Client) -> None:
    html = client.get("/ja/account/login/?next=/ja/my/").text

    found = re.findall(r'<a href="([^"]+)" lang="(\w+)" hreflang="\w+"( aria-current="true")?>([^<]+)</a>', html)

    wanted = [("vi", "vi", ""), ("ja", "ja", ' aria-current="true"'), ("ja-hira", "ja", ""), ("en", "en", "")]
    assert list(dict.fromkeys(found)) == [
        (f"/{code}/account/login/?next=/ja/my/", lang, current, pages.language_name(code))
        for code, lang, current in wanted
    ]


def test_way_down_to_a_page_leaves_out_what_is_withdrawn(client: Client) -> None:
    course = make_course()
    lecture = make_lecture(course)
    course.unpublish()

    assert links(client, lecture.url, "breadcrumbs") == [("/vi/courses/", "Khóa học", False)]
