"""What is said of a lecture that was taken down, and to whom."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from courses.actions.availability import put_back
from courses.enums import UnavailableReason
from tests.courses.giving_out import (
    NOW,
    WAYS,
    Given,
    in_another_language,
    taken_down,
)

pytestmark = pytest.mark.django_db
REFUSED = dict.fromkeys(WAYS, 404)
TAKEN_DOWN = dict.fromkeys(WAYS, 410)
NOTES = {"vi": "Bài đang được quay lại.", "ja": "撮り直しています。", "en": "It is being recorded again."}


@pytest.mark.parametrize("language", ["vi", "ja", "ja-hira", "en"])
def test_every_page_says_it_in_its_own_language(member: Client, given: Given, language: str) -> None:
    page = given.page if language == "vi" else in_another_language(given.page, language)
    taken_down(given, **NOTES)
    html = member.get(page.url).content.decode()

    said = NOTES.get(language) or "<rt>じむきょく</rt>"
    assert said in html
    assert [other for other, words in NOTES.items() if words in html] == [language] * (language in NOTES)
    assert "data-player" not in html


def test_transcript_of_a_lecture_taken_down_says_why(member: Client, given: Given) -> None:
    taken_down(given, **NOTES)
    with translation.override("en"):
        response = member.get(reverse("courses:transcript", args=[given.transcript.pk]))

    assert (response.status_code, NOTES["en"] in response.content.decode()) == (410, True)
    assert "Xin chào" not in response.content.decode()


def test_why_somebody_is_protected_is_told_to_nobody(member: Client, given: Given) -> None:
    taken_down(given, UnavailableReason.PROTECTION)
    protected = member.get(given.page.url).content.decode()
    put_back(given.page.translation_key, by_id=None, now=NOW)
    taken_down(given, UnavailableReason.OFFICE)

    with translation.override("vi"):
        assert translation.gettext(UnavailableReason.PROTECTION.label) not in protected
    assert told(protected) == told(member.get(given.page.url).content.decode())


def told(html: str) -> str:
    return html.partition('class="notice-body"')[2].partition("</div>")[0]


def test_lists_say_that_it_cannot_be_watched(member: Client, given: Given) -> None:
    taken_down(given)
    html = member.get(given.page.get_parent().url).content.decode()

    with translation.override("vi"):
        assert translation.gettext("Can't be watched at present") in html
