"""Columns are guessed by what stands above them."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from network.importing.columns import HEADER_WORDS, guess_columns
from network.importing.enums import Column

ID = Column.NETWORK_ID


@pytest.mark.parametrize(
    ("header", "meant"),
    [
        (
            ["No.", "伴走ネットID", "氏名", "氏名（カナ）", "メールアドレス", "都道府県", "経験確認日"],
            [None, ID, Column.NAME, Column.NAME_KANA, Column.EMAIL, Column.PREFECTURE, Column.EXPERIENCE_CONFIRMED_ON],
        ),
        (
            ["ID mạng lưới", "Họ và tên", "Địa chỉ e-mail", "Địa chỉ", "Kinh nghiệm", "Ngày đăng ký"],
            [ID, Column.NAME, Column.EMAIL, Column.POSTAL_ADDRESS, Column.EXPERIENCE, Column.REGISTERED_ON],
        ),
        (
            ["Network ID", "Full name", "Mail address", "Languages spoken", "Reading language", "Qualified on"],
            [ID, Column.NAME, Column.EMAIL, Column.LANGUAGES, Column.LANGUAGE, Column.QUALIFIED_ON],
        ),
        (["伴走ネットＩＤ（必須）", "お名前（漢字）"], [ID, Column.NAME]),
        (["name", "name"], [Column.NAME, None]),
        (["", "🌸", "Idea"], [None, None, None]),
    ],
)
def test_columns_are_guessed_by_their_headers(header: list[str], meant: list[Column | None]) -> None:
    assert guess_columns(header) == meant


@pytest.mark.parametrize("column", HEADER_WORDS)
def test_every_known_header_is_recognised(column: Column) -> None:
    assert {guess_columns([word])[0] for word in HEADER_WORDS[column]} == {column}


@given(st.lists(st.text(max_size=12), max_size=30))
def test_no_column_is_guessed_twice(header: list[str]) -> None:
    guessed = [column for column in guess_columns(header) if column]

    assert len(guessed) == len(set(guessed))
