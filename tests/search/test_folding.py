from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.folding import MAX_QUERY_TERMS, MAX_WORD_CHARACTERS, Term, fold, index_tokens, query_terms


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        # Vietnamese with its marks, composed or not, and without
        ("Đồng hành", "dong hanh"),
        ("đồng hành", "dong hanh"),
        ("dong hanh", "dong hanh"),
        ("ĐỒNG HÀNH", "dong hanh"),
        ("o\u0302\u0300", "o"),
        ("người được hỗ trợ", "nguoi duoc ho tro"),
        # width
        ("ＡＢＣ１２３", "abc123"),
        ("ﾍﾞﾄﾅﾑ", "べとなむ"),
        # kana: one spelling for both, but か, が and は, ば, ぱ stay apart
        ("ベトナム", "べとなむ"),
        ("べとなむ", "べとなむ"),
        ("カガハバパ", "かがはばぱ"),
        ("か\u3099は\u309a", "がぱ"),
        ("ヴィザ", "ゔぃざ"),
        ("ミャンマー", "みゃんまー"),
        ("サヽスヾ", "さゝすゞ"),
        # furigana
        ("｜在留資格《ざいりゅうしかく》の｜更新《こうしん》", "在留資格の更新"),
        ("《括弧》", "《括弧》"),
        ("一｜二", "一|二"),
        # kanji with a variation selector
        ("葛\U000e0100飾", "葛飾"),
        # what can't be seen or kept
        ("a\u200bb\u00adc\ufeff", "abc"),
        ("a\x00b\tc\u3000 d\n", "a b c d"),
        ("a\ud800b", "ab"),
        ("Straße", "strasse"),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Hỗ trợ đồng hành", ["ho", "tro", "dong", "hanh"]),
        ("在留資格", ["在留", "留資", "資格", "在", "留", "資", "格"]),
        ("税", ["税"]),
        ("IT企業 2023年", ["it", "企業", "2023", "年", "企", "業"]),
        ("学校・会社", ["学校", "。", "会社", "学", "校", "会", "社"]),
        ("人々と人々", ["人々", "々と", "と人", "人々", "人", "々", "と"]),
        ("snake_case, e-mail", ["snake", "case", "e", "mail"]),
        ("😀 ❤️ !?", []),
        ("", []),
    ],
)
def test_index_tokens(text: str, tokens: list[str]) -> None:
    assert index_tokens(text) == tokens


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("đồng hành", (("dong",), ("hanh",))),
        ("在留資格", (("在留", "留資", "資格"),)),
        ("税", (("税",),)),
        ("IT企業", (("it",), ("企業",))),
        ("ビザ びざ", (("びざ",),)),
        ("ひ ビザ", (("ひ",), ("びざ",))),
        # nothing of a search engine's syntax is left
        ('"', ()),
        ("\"dong' OR 1=1; --", (("dong",), ("or",), ("1",))),
        ("a* NEAR(b c) & !d:e", (("a",), ("near",), ("b",), ("c",), ("d",), ("e",))),
        ("\x00", ()),
        ("a\x00b", (("a",), ("b",))),
        ("😀", ()),
        ("   ", ()),
        ("", ()),
    ],
)
def test_query_terms(text: str, terms: tuple[Term, ...]) -> None:
    assert query_terms(text) == terms


def test_query_terms_of_a_huge_text_are_few_and_short() -> None:
    many = query_terms(" ".join(str(number) for number in range(100_000)))
    assert many == tuple((str(number),) for number in range(MAX_QUERY_TERMS))
    assert query_terms("a" * 1_000_000) == (("a" * MAX_WORD_CHARACTERS,),)


def test_a_word_too_long_is_cut_alike_in_text_and_query() -> None:
    word = "a" * 100
    assert query_terms(word) == (tuple(index_tokens(word)),)


def found(query: str, text: str) -> bool:
    """What a search engine does with phrases."""
    tokens = index_tokens(text)
    terms = query_terms(query)
    return bool(terms) and all(
        any(tuple(tokens[at : at + len(term)]) == term for at in range(len(tokens))) for term in terms
    )


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("留資", "在留資格の更新", True),
        ("格", "在留資格の更新", True),
        ("格更", "在留資格の更新", False),
        ("在格", "在留資格の更新", False),
        ("会議室", "会議と議室", False),
        ("会議室", "会議・議室", False),
        ("ルーツ", "外国るーつ支援者", True),
        ("ﾙｰﾂ", "外国ルーツ支援者", True),
        ("在留資格", "｜在留《ざいりゅう》｜資格《しかく》", True),
        ("ざいりゅう", "｜在留《ざいりゅう》｜資格《しかく》", False),
        ("かき", "がき", False),
        ("lao dong", "Người lao động", True),
        ("Lao Động", "nguoi lao dong", True),
        ("dong lao", "Người lao động", True),
        ("lao", "tư cách lưu trú", False),
    ],
)
def test_found_or_not(query: str, text: str, expected: bool) -> None:
    assert found(query, text) == expected


# Surrogates too: a form can carry them, a database can't.
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=80)
OUR_TEXT = st.text("aĐđộệ゙゚かガﾊﾟー｜《》|々在留資格 \u0301\u200b\x00_\"'", max_size=40)


@given(st.one_of(ANY_TEXT, OUR_TEXT))
def test_folding_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.one_of(ANY_TEXT, OUR_TEXT))
def test_tokens_can_be_stored_and_hold_no_syntax(text: str) -> None:
    tokens = [*index_tokens(text), *(token for term in query_terms(text) for token in term)]
    assert [token for token in tokens if not token or set(token) & set(" \x00\"'*:()&|!-_")] == []
    assert "".join(tokens).encode().decode() == "".join(tokens)


@given(st.one_of(ANY_TEXT, OUR_TEXT))
def test_every_text_is_found_by_itself(text: str) -> None:
    assert found(text, text) == bool(query_terms(text))
