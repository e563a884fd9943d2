from __future__ import annotations

import pytest
from django.test import Client

from tests.search.asking import ask, titles
from tests.search.conftest import Write


@pytest.fixture
def texts(write: Write) -> None:
    write("vi", "Lao động", intro="Lương, tai nạn và đình công", body=[("notice", {"tone": "info", "text": "Đọc kỹ"})])
    write("vi", "Y tế", intro="Người lao động bị bệnh; bảo hiểm 1e5 4.000 yên")
    write("ja", "労働問題", intro="給料の未払い、ケガ、解雇。ガイドと会議・議室")
    write("ja", "医療", intro="ﾍﾞﾄﾅﾑの人と在留資格の更新。2023年度")
    write("ja-hira", "｜仕事《しごと》の｜問題《もんだい》", intro="｜在留《ざいりゅう》｜資格《しかく》のこと")
    write(
        "en", "Labour", intro="Wages not paid. É mail@example.org, it's e-mail", body=[("text", "<p>One</p><p>Two</p>")]
    )


FOUND = [
    ("vi", "lao động", ["Lao động", "Y tế"]),
    ("vi", "LAO DONG", ["Lao động", "Y tế"]),
    ("vi", "dinh cong", ["Lao động"]),
    ("vi", "đoc kỷ", ["Lao động"]),
    ("vi", "dong lao benh", ["Y tế"]),
    ("vi", "1e5", ["Y tế"]),
    ("vi", "４０００", []),
    ("vi", "４ ０００", ["Y tế"]),
    ("vi", "độn", []),
    ("vi", "thông tin", []),
    ("ja", "労働", ["労働問題"]),
    ("ja", "働", ["労働問題"]),
    ("ja", "働問題", ["労働問題"]),
    ("ja", "動労", []),
    ("ja", "会議室", []),
    ("ja", "会議 議室", ["労働問題"]),
    ("ja", "けが", ["労働問題"]),
    ("ja", "かけ", []),
    ("ja", "べとなむ", ["医療"]),
    ("ja", "ベトナム 在留", ["医療"]),
    ("ja", "２０２３", ["医療"]),
    ("ja", "2023年度", ["医療"]),
    ("ja-hira", "在留資格", ["｜仕事《しごと》の｜問題《もんだい》"]),
    ("ja-hira", "しごと", []),
    ("en", "PAID wages", ["Labour"]),
    ("en", "two", ["Labour"]),
    ("en", "e", ["Labour"]),
    ("en", "example.org", ["Labour"]),
    ("en", "it's", ["Labour"]),
    ("en", "wage", []),
    ("en", "in", []),
]


def test_pages_found(client: Client, texts: None) -> None:
    answers = [(language, words, titles(client, language, words)) for language, words, _found in FOUND]
    assert answers == FOUND


STRANGE = [
    '"',
    '"""" OR ""',
    "lao\x00động",
    "\x00",
    "' OR 1=1; --",
    "lao AND NOT động",
    "NEAR(lao động)",
    "lao* {title}: ^x",
    "%s %d %(x)s %",
    "_%",
    "\\",
    "a:*&!b|c <-> d",
    "😀👩‍👩‍👧",
    "\u202e\u200b",
    "\ufffe\uffff\U0010ffff",
    "ã" * 100_000,
    "在" * 100_000,
    "lao " * 10_000,
    "(((((",
    "<script>alert(1)</script>",
    "|《》｜",
]


def test_any_words_are_safe(client: Client, texts: None) -> None:
    for words in STRANGE:
        for language in ("vi", "ja"):
            page = ask(client, language, words).content.decode()
            assert (page.count("<script>alert"), page.count("\x00")) == (0, 0)


def test_words_stay_in_the_field(client: Client, texts: None) -> None:
    page = ask(client, "en", ' a\x00"b"\n<c> ').content.decode()
    assert page.count('value="a &quot;b&quot; &lt;c&gt;"') == 1


def test_titles_come_first_then_the_order_of_the_site(client: Client, write: Write) -> None:
    first = write("vi", "Một", intro="tiền cảm ơn")
    write("vi", "Dưới một", parent=first, intro="tiền")
    write("vi", "Hai", intro="tiền tiền tiền tiền")
    write("vi", "Tiền", intro="")
    write("vi", "Tiền đâu", intro="tiền")
    assert titles(client, "vi", "tien") == ["Tiền", "Tiền đâu", "Một", "Dưới một", "Hai"]


def test_words_side_by_side_come_before_words_apart(client: Client, write: Write) -> None:
    write("vi", "Một", intro="động viên người lao công")
    write("vi", "Hai", intro="người lao động")
    assert titles(client, "vi", "lao dong") == ["Hai", "Một"]


def test_no_phrase_runs_from_the_title_into_the_text(client: Client, write: Write) -> None:
    write("ja", "登録期", intro="期間")
    assert titles(client, "ja", "登録期間") == []
    assert titles(client, "ja", "登録期 期間") == ["登録期"]


def test_only_the_readers_language_is_found(client: Client, write: Write) -> None:
    write("vi", "Video")
    english = write("en", "Video", intro="A video")
    results = ask(client, "en", "video").context["results"]
    assert [(result.url, result.kind) for result in results] == [(english.url, "")]
    assert english.url == "/en/video/"
