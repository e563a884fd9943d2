from __future__ import annotations

import pytest
from django.conf import settings

from portal.demo.contents import add_page, translate
from portal.models import HomePage, StandardPage

pytestmark = pytest.mark.django_db


def say(title: str) -> dict[str, str]:
    return {code: f"{title} {code}" for code, _name in settings.LANGUAGES}


def add(home: HomePage, slug: str, *, before: str = "") -> None:
    title = say(slug)
    page = add_page(home, StandardPage(slug=slug, title=title["vi"]), before=before)
    translate(page, [title])


def slugs(home: HomePage) -> list[str]:
    return list(home.get_children().values_list("slug", flat=True))


def test_page_of_a_later_room_precedes_the_page_it_names_in_all_languages() -> None:
    home = HomePage.objects.get()
    home.title = "0 vi"
    home.save_revision().publish()
    translate(home, [say("0")])

    add(home, "how-it-works")
    add(home, "contact")
    add(home, "courses", before="contact")
    add(home, "last", before="nowhere")

    ordered = ["how-it-works", "courses", "contact", "last"]
    assert {page.locale.language_code: slugs(page) for page in HomePage.objects.select_related("locale")} == {
        code: ordered for code, _name in settings.LANGUAGES
    }
    courses = StandardPage.objects.get(slug="courses", locale__language_code="ja")
    assert (courses.title, courses.get_parent().title, courses.url) == ("courses ja", "0 ja", "/ja/courses/")
