from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from portal import pages
from portal.models import HomePage, StandardPage
from tests.factories import SupporterFactory
from tests.learning import make_course, make_lecture, publish

pytestmark = pytest.mark.django_db

JAPANESE, VIETNAMESE, ENGLISH = (pages.language_name(code) for code in ("ja", "vi", "en"))


@pytest.mark.parametrize(
    ("language", "title", "others"),
    [
        ("vi", "Không có trang này", [JAPANESE, ENGLISH]),
        ("ja", "このページはありません", [VIETNAMESE, ENGLISH]),
        ("ja-hira", "このページはありません", [VIETNAMESE, ENGLISH]),
        ("en", "This page does not exist", [VIETNAMESE, JAPANESE]),
    ],
)
def test_page_not_found_is_said_to_the_reader_first(
    client: Client, language: str, title: str, others: list[str]
) -> None:
    response = client.get(f"/{language}/nowhere/")

    assert response.status_code == 404
    assert re.findall(r"<h1>(.*?)</h1>", response.text) == [title]
    assert re.findall(r'<section class="stack-s" lang="[a-z]+">\s*<h2>(.*?)</h2>', response.text) == others


def test_lecture_names_its_number_and_the_way_down_to_it(client: Client) -> None:
    lecture = make_lecture(make_course(), number=3)

    html = client.get(lecture.url).text

    way = re.findall(r'<ol class="breadcrumbs" role="list">(.*?)</ol>', html, re.DOTALL)
    assert [re.findall(r'href="([^"]+)">([^<]+)<', links) for links in way] == [
        [("/vi/courses/", "Khóa học"), ("/vi/courses/basic/", "Khóa basic")]
    ]
    assert re.findall(r'<p class="page-head-above">(.*?)</p>', html) == ["Bài 3"]


@pytest.mark.parametrize(
    ("in_footer", "is_signed_in", "is_shown"), [(False, False, True), (False, True, False), (True, False, False)]
)
def test_page_of_the_network_ends_with_the_way_into_it(
    client: Client, in_footer: bool, is_signed_in: bool, is_shown: bool
) -> None:
    page = publish(HomePage.objects.get(), StandardPage(title="Hoạt động", slug="activities", in_footer=in_footer))
    if is_signed_in:
        client.force_login(SupporterFactory().user)

    main = client.get(page.url).text.partition("<main")[2].partition("</main>")[0]

    assert (reverse("network:register") in main) == is_shown
