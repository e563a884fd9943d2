from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.excerpts import Piece, excerpt, marked
from search.folding import query_terms


@pytest.mark.parametrize(
    ("text", "words", "hits"),
    [
        ("Người lao động", "lao dong", ["lao", "động"]),
        ("Lao, laos", "lao", ["Lao"]),
        ("ベトナムの人", "べとなむ", ["ベトナム"]),
        ("ｶﾞｲﾄﾞ", "ガイ", ["ｶﾞｲ"]),
        ("在留資格と資格", "資格", ["資格", "資格"]),
        ("｜在留資格《ざいりゅうしかく》の更新", "資格の", ["｜在留資格《ざいりゅうしかく》の"]),
        ("Straße 1", "strasse", ["Straße"]),
        ("2023年", "2023年", ["2023年"]),
        ("nothing here", "else", []),
        ("nothing asked", "", []),
    ],
)
def test_hits_are_told_apart(text: str, words: str, hits: list[str]) -> None:
    assert [piece.text for piece in marked(text, query_terms(words)) if piece.is_hit] == hits


def test_an_excerpt_begins_and_ends_between_words() -> None:
    text = "one " * 30 + "two three " + "four " * 30
    assert excerpt(text, query_terms("two"), length=60) == [
        Piece("… "),
        Piece("one " * 10),
        Piece("two", is_hit=True),
        Piece(" three four four "),
        Piece(" …"),
    ]


def test_an_excerpt_without_breaks_is_cut_anywhere() -> None:
    hit = excerpt("あ" * 100 + "税" + "あ" * 100, query_terms("税"), length=60)
    assert hit == [Piece("… "), Piece("あ" * 40), Piece("税", is_hit=True), Piece("あ" * 19), Piece(" …")]


def test_an_excerpt_without_hits_is_the_beginning() -> None:
    assert excerpt("one two three", query_terms("title"), length=7) == [Piece("one "), Piece(" …")]
    assert excerpt("one two", query_terms("title"), length=7) == [Piece("one two")]
    assert excerpt("", query_terms("title"), length=7) == []


OUR_TEXT = st.text("aĐđộệ゙゚かガﾊﾞー｜《》在留資格 ß\u0301\u200b\x00.*", max_size=60)


@given(OUR_TEXT, OUR_TEXT, st.integers(1, 80))
def test_marking_changes_no_word(text: str, words: str, length: int) -> None:
    terms = query_terms(words)
    assert "".join(piece.text for piece in marked(text, terms)) == text
    inner = [piece.text for piece in excerpt(text, terms, length=length) if piece.text not in ("… ", " …")]
    assert "".join(inner) in text
