"""Names in four languages: what a reader sees, what the form takes, and what the database keeps."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from network.models import Term
from portal.languages import html_language
from portal.names import Name, NamesFormField, no_name
from portal.pages import language_name
from portal.templatetags.portal_tags import furigana
from tests.factories import TermFactory

ALL = Name({"vi": "Nhóm", "ja": "班", "ja-hira": "はん", "en": "Group"})
FIELD = NamesFormField(label="Name")


@pytest.mark.parametrize(("language", "read"), [("vi", "Nhóm"), ("ja", "班"), ("ja-hira", "はん"), ("en", "Group")])
def test_name_is_read_in_the_readers_language(language: str, read: str) -> None:
    with override(language):
        assert str(ALL) == read


@pytest.mark.parametrize(
    ("texts", "language", "read"),
    [
        ({"ja": "班", "vi": "Nhóm"}, "ja-hira", "班"),
        ({"ja-hira": "はん", "en": "Group"}, "ja", "はん"),
        ({"en": "Group", "ja": "班"}, "vi", "班"),
        ({}, "vi", ""),
    ],
)
def test_name_missing_in_the_readers_language_is_one_that_is_there(
    texts: dict[str, str], language: str, read: str
) -> None:
    with override(language):
        assert str(Name(texts)) == read


def test_name_in_another_language_says_which() -> None:
    with override("vi"):
        assert furigana(Name({"ja-hira": "｜班《はん》"})) == (
            '<span lang="ja"><ruby>班<rp>(</rp><rt>はん</rt><rp>)</rp></ruby></span>'
        )
        assert furigana(Name({"vi": "<Nhóm>"})) == "&lt;Nhóm&gt;"


def test_form_takes_a_name_in_one_language() -> None:
    assert FIELD.clean([" Nhóm\u3000 1 ", "", None, "\u3164"]) == Name({"vi": "Nhóm 1"})


def test_form_without_a_name_says_so() -> None:
    with override("en"), pytest.raises(ValidationError, match="in one language at least"):
        FIELD.clean(["", " ", "", ""])


def test_form_with_a_long_name_says_so() -> None:
    with override("en"), pytest.raises(ValidationError, match="100 characters"):
        FIELD.clean(["", "", "", "x" * 101])


def test_form_shows_each_language_under_its_own_name() -> None:
    html = FIELD.widget.render("name", ALL, {"id": "id_name"})

    labels = [f'<span lang="{html_language(code)}">{language_name(code)}</span>' for code in ALL.texts]
    for told in (*labels, 'name="name_ja-hira" value="はん" lang="ja"'):
        assert told in html


@pytest.mark.django_db
def test_database_keeps_a_name_so_that_it_is_found() -> None:
    term = TermFactory(name=ALL)

    assert Term.objects.get(name__icontains="班").name == ALL
    assert Term.objects.get(name=ALL) == term


def test_nothing_is_no_name() -> None:
    assert (bool(no_name()), str(no_name())) == (False, "")
