"""Languages in cells: those somebody speaks, and the one they read."""

from __future__ import annotations

import pytest
from django.utils import translation

from network.importing.enums import Column
from network.importing.lines import clean_cell, clean_line
from network.importing.mistakes import Reason
from network.importing.words import folded, spoken_languages
from network.people.enums import SpokenLanguage
from tests.network.reading_cells import TODAY, reason_of

ID = Column.NETWORK_ID


@pytest.mark.parametrize(
    "cell",
    [
        "ベトナム語、英語",
        "Vietnamese, English",
        "Tiếng Việt; Tiếng Anh",
        "tieng viet/tieng anh",
        "ﾍﾞﾄﾅﾑ語，英語",
        "vi / en",
        "英語\nベトナム",
        "Việt・anh",
    ],
)
def test_languages_are_read_however_written(cell: str) -> None:
    assert set(clean_cell(Column.LANGUAGES, cell, TODAY)) == {("vi", "everyday"), ("en", "everyday")}


def test_languages_bring_their_level() -> None:
    assert clean_cell(Column.LANGUAGES, "英語（日常会話）, Vietnamese: native; ネパール語(流暢)", TODAY) == (
        ("en", "everyday"),
        ("vi", "mother"),
        ("ne", "fluent"),
    )


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("Klingon", Reason.UNKNOWN_LANGUAGE),
        ("英語、？", Reason.UNKNOWN_LANGUAGE),
        ("英語(x)", Reason.UNKNOWN_LEVEL),
        ("(", Reason.UNKNOWN_LANGUAGE),
        ("英語)(", Reason.UNKNOWN_LANGUAGE),
    ],
)
def test_language_that_is_not_known_is_wrong(cell: str, reason: Reason) -> None:
    assert reason_of(Column.LANGUAGES, cell) == reason


@pytest.mark.parametrize("language", ["en", "vi", "ja"])
def test_every_language_is_known_as_the_portal_shows_it(language: str) -> None:
    with translation.override(language):
        shown = {spoken.value: str(spoken.label) for spoken in SpokenLanguage}

    assert {code: spoken_languages()[folded(label)] for code, label in shown.items()} == {code: code for code in shown}


def test_mother_tongue_is_one_of_the_languages() -> None:
    cells = {ID: "1", Column.LANGUAGES: "ベトナム語、日本語", Column.MOTHER_TONGUE: "Tiếng Việt"}

    assert clean_line(2, cells, TODAY).values[Column.LANGUAGES] == (("ja", "everyday"), ("vi", "mother"))


@pytest.mark.parametrize(
    ("cell", "code"),
    [("日本語", "ja"), ("ja-hira", "ja-hira"), ("やさしい日本語", "ja-hira"), ("Tiếng Việt", "vi"), ("EN", "en")],
)
def test_reading_language_is_found(cell: str, code: str) -> None:
    assert clean_cell(Column.LANGUAGE, cell, TODAY) == code


def test_reading_language_must_be_the_portals() -> None:
    assert reason_of(Column.LANGUAGE, "ネパール語") == Reason.NOT_A_READING_LANGUAGE
