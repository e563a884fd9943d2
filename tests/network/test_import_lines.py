from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

import hypothesis.strategies as st
import pytest
from django.utils import translation
from hypothesis import given

from network.enums import Prefecture, SpokenLanguage
from network.importing.columns import HEADER_WORDS, Column, guess_columns
from network.importing.lines import (
    AS_WRITTEN,
    CLEANERS,
    Problem,
    Reason,
    WrongError,
    clean_cell,
    clean_line,
    clean_lines,
)
from network.importing.tables import Row, Table
from network.importing.words import folded, spoken_languages

TODAY = date(2026, 5, 1)
ID = Column.NETWORK_ID


def reason_of(column: Column, cell: str) -> Reason:
    with pytest.raises(WrongError) as wrong:
        clean_cell(column, cell, TODAY)
    return wrong.value.reason


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


@pytest.mark.parametrize("cell", ["BN-2023-0014", "0014", "伴走14", "b_7/a", "Ｂ１４"])
def test_network_id_of_any_shape_is_kept_as_it_is(cell: str) -> None:
    assert clean_cell(ID, f" {cell}\u3000", TODAY) == cell


@pytest.mark.parametrize(
    ("cell", "reason"), [("---", Reason.NO_LETTERS), ("x" * 41, Reason.TOO_LONG), ("#REF!", Reason.FORMULA_ERROR)]
)
def test_network_id_that_cannot_be_looked_up_is_wrong(cell: str, reason: Reason) -> None:
    assert reason_of(ID, cell) == reason


@pytest.mark.parametrize(
    "cell",
    [
        *("2024-04-01", "2024/4/1", "2024.4.1", "2024年4月1日", "20240401", "２０２４／０４／０１", " 2024 / 4 / 1 "),
        *("令和6年4月1日", "R6.4.1", "R6/4/1", "令和 6年 4月 1日", "Ｒ６．４．１"),
        *("2024/4/1(月)", "2024年4月1日（月曜日）", "2024年4月1日月曜", "令和6年4月1日(月)"),
        *("2024/04/01 13:22:11", "2024/4/1 9:05", "2024/04/01 午後1:22", "2024/4/1 午後3時", "2024-04-01T13:22:11"),
        *("2024-03-31T15:30:00Z", "2024-04-01 00:30:00+09:00", "45383"),
    ],
)
def test_day_is_read_as_people_write_it(cell: str) -> None:
    assert clean_cell(Column.QUALIFIED_ON, cell, TODAY) == date(2024, 4, 1)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("2024/2/31", Reason.NO_SUCH_DAY),
        ("2023-02-29", Reason.NO_SUCH_DAY),
        ("2024-13-01", Reason.NO_SUCH_DAY),
        ("0000-01-01", Reason.NO_SUCH_DAY),
        ("2026-05-02", Reason.IN_THE_FUTURE),
        ("1923-07-10", Reason.TOO_LONG_AGO),
        ("1/4/2024", Reason.NO_DAY),
        ("令和6年2月30日", Reason.NO_SUCH_DAY),
        ("平成36年4月1日", Reason.NO_SUCH_DAY),
        ("R6.April", Reason.NO_DAY),
        ("2024/04/01 23:30:00 GMT", Reason.NO_DAY),
        ("4538", Reason.NO_DAY),
        ("April", Reason.NO_DAY),
    ],
)
def test_day_that_is_none_is_wrong(cell: str, reason: Reason) -> None:
    assert reason_of(Column.QUALIFIED_ON, cell) == reason


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("令和元年5月1日", date(2019, 5, 1)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("S64.1.7", date(1989, 1, 7)),
        ("2024/4/1 19:05", date(2024, 4, 1)),
    ],
)
def test_day_of_an_era_and_of_a_moment_is_its_own(cell: str, day: date) -> None:
    assert clean_cell(Column.QUALIFIED_ON, cell, TODAY) == day


@given(st.dates(min_value=date(1980, 1, 1), max_value=TODAY))
def test_every_day_is_read_in_every_spelling(day: date) -> None:
    spellings = [
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
        f"{day:%Y/%m/%d} 23:59:59",
        f"{day:%Y/%m/%d}({'月火水木金土日'[day.weekday()]})",
        str((day - date(1899, 12, 30)).days),
    ]

    assert {clean_cell(Column.REGISTERED_ON, spelling, TODAY) for spelling in spellings} == {day}


@pytest.mark.parametrize(
    "cell", ["Lan@Example.org", " lan @example.org ", "ｌａｎ＠ｅｘａｍｐｌｅ．ｏｒｇ", "LAN@EXAMPLE.ORG"]
)
def test_address_is_one_however_written(cell: str) -> None:
    assert clean_cell(Column.EMAIL, cell, TODAY) == "lan@example.org"


@pytest.mark.parametrize("cell", ["lan", "lan@", "@example.org", "a@b@c.org", "lan@example", f"lan@{'x' * 64}.org"])
def test_address_that_is_none_is_wrong(cell: str) -> None:
    assert reason_of(Column.EMAIL, cell) == Reason.NO_ADDRESS


@pytest.mark.parametrize("cell", ["東京", "東京都", "Tokyo", "TOKYO", "13", "１３", "Tokyo-to", " 東 京 "])
def test_prefecture_is_one_however_written(cell: str) -> None:
    assert clean_cell(Column.PREFECTURE, cell, TODAY) == Prefecture.TOKYO


@pytest.mark.parametrize(
    ("cell", "prefecture"),
    [
        ("京都", Prefecture.KYOTO),
        ("京都府", Prefecture.KYOTO),
        ("北海道", Prefecture.HOKKAIDO),
        ("1", Prefecture.HOKKAIDO),
        ("Ōsaka", Prefecture.OSAKA),
        ("tỉnh Saitama", Prefecture.SAITAMA),
        ("Aichi prefecture", Prefecture.AICHI),
    ],
)
def test_prefecture_is_found(cell: str, prefecture: str) -> None:
    assert clean_cell(Column.PREFECTURE, cell, TODAY) == prefecture


@pytest.mark.parametrize("cell", ["48", "0", "京", "Hanoi", "東京都千代田区"])
def test_prefecture_that_is_none_is_wrong(cell: str) -> None:
    assert reason_of(Column.PREFECTURE, cell) == Reason.UNKNOWN_PREFECTURE


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


@pytest.mark.parametrize(
    "cell", ["○", "◯", "はい", "あり", "有", "có", "CÓ", "Co", "yes", "Yes", "1", "１", "TRUE", "✓"]
)
def test_yes_is_understood(cell: str) -> None:
    assert clean_cell(Column.EXPERIENCE, cell, TODAY) is True


@pytest.mark.parametrize("cell", ["×", "いいえ", "なし", "無", "không", "KHÔNG", "khong", "no", "0", "FALSE", "✕"])
def test_no_is_understood(cell: str) -> None:
    assert clean_cell(Column.EXPERIENCE, cell, TODAY) is False


@pytest.mark.parametrize("cell", ["x", "X", "3年", "たぶん", "2"])
def test_answer_that_is_neither_is_wrong(cell: str) -> None:
    assert reason_of(Column.EXPERIENCE, cell) == Reason.NOT_YES_OR_NO


@pytest.mark.parametrize("cell", ["09012345678", "090-1234-5678", "９０１２３４５６７８", "9012345678"])
def test_telephone_gets_its_zero_back(cell: str) -> None:
    assert clean_cell(Column.TELEPHONE, cell, TODAY) == "09012345678"


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        (Column.TELEPHONE, "119", Reason.NO_TELEPHONE),
        (Column.TELEPHONE, "携帯なし", Reason.NO_TELEPHONE),
        (Column.TELEPHONE, "090-1234-5678（日本語可）", Reason.MORE_THAN_A_NUMBER),
        (Column.TELEPHONE, "(03)1234-5678 内線12", Reason.MORE_THAN_A_NUMBER),
        (Column.TELEPHONE, "45123456.0", Reason.NO_TELEPHONE),
        (Column.EMAIL, "nam@example.com 旧", Reason.NO_ADDRESS),
        (Column.EMAIL, "lan@example.com old", Reason.NO_ADDRESS),
        (Column.EMAIL, "anna lan@example.com", Reason.NO_ADDRESS),
        (Column.NAME, "Jo\ufffdo", Reason.LOST_LETTERS),
        (Column.POSTAL_CODE, "10001", Reason.NO_POSTAL_CODE),
        (Column.NAME, "名" * 101, Reason.TOO_LONG),
        (Column.ORGANISATION, "友の会 090-1234-5678", Reason.TELLS_MORE),
    ],
)
def test_cell_that_is_not_what_its_column_says_is_wrong(column: Column, cell: str, reason: Reason) -> None:
    assert reason_of(column, cell) == reason


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        (ID, "101.0", "101"),
        (ID, "1.10", "1.10"),
        (Column.TELEPHONE, "312345678.0", "0312345678"),
        (Column.TELEPHONE, "312345678.00", "0312345678"),
        (Column.QUALIFIED_ON, "45383.0", date(2024, 4, 1)),
        (Column.EMAIL, "lan @ example.com", "lan@example.com"),
        (Column.TELEPHONE, "9012345678.0", "09012345678"),
        (Column.POSTAL_CODE, "1100005.0", "110-0005"),
    ],
)
def test_decimal_of_a_number_cell_is_none(column: Column, cell: str, value: str) -> None:
    assert clean_cell(column, cell, TODAY) == value


@pytest.mark.parametrize("column", [ID, Column.NAME, Column.EMAIL, Column.QUALIFIED_ON, Column.ORGANISATION])
@pytest.mark.parametrize(
    "cell",
    [
        *(
            "#REF!",
            "#N/A",
            "#DIV/0!",
            "#NAME?",
            "#NAME？",
            "#名前?",
            "#スピル!",
            "エラー",
            "NaN",
            "None",
            "NULL",
            "#SPILL!",
            "#CALC!",
            "#ERROR!",
            "#GETTING_DATA",
        ),
        *("Err:502", "########", "Loading...", "読み込んでいます..."),
    ],
)
def test_error_of_a_spreadsheet_is_no_value(column: Column, cell: str) -> None:
    assert reason_of(column, cell) == Reason.FORMULA_ERROR


@pytest.mark.parametrize("cell", ["#1", "#A12", "#ハッシュ", "Error 404", "Loading Dock", "none"])
def test_name_that_only_looks_like_an_error_stays(cell: str) -> None:
    assert clean_cell(Column.ORGANISATION, cell, TODAY) == cell


def test_line_says_all_that_is_wrong_with_it() -> None:
    cells = {ID: "", Column.EMAIL: "lan", Column.PREFECTURE: "Hanoi", Column.NAME: "Lan"}

    line = clean_line(7, cells, TODAY)

    assert line.number == 7
    assert set(line.problems) == {
        Problem(ID, Reason.MISSING),
        Problem(Column.EMAIL, Reason.NO_ADDRESS),
        Problem(Column.PREFECTURE, Reason.UNKNOWN_PREFECTURE),
    }


def test_confirmed_experience_of_who_has_none_is_wrong() -> None:
    cells = {ID: "1", Column.EXPERIENCE: "no", Column.EXPERIENCE_CONFIRMED_ON: "2024-04-01"}

    assert clean_line(2, cells, TODAY).problems == (Problem(Column.EXPERIENCE, Reason.CONTRADICTION),)


def test_line_that_ends_nobody_knows_where_is_wrong_and_says_nothing() -> None:
    table = Table(("ID", "Name"), (Row(2, ("BN-1", '"Lan'), is_broken=True), Row(3, ("BN-2", "Hoa"))))

    broken, whole = clean_lines(table, {ID: 0, Column.NAME: 1}, TODAY)

    assert (broken.values, broken.problems) == ({}, (Problem(ID, Reason.QUOTATION_MARK),))
    assert whole.problems == ()


def test_lines_that_meet_are_all_wrong() -> None:
    table = Table(
        ("ID", "Mail"),
        (
            Row(2, ("BN-1", "a@example.org")),
            Row(3, ("bn1", "b@example.org")),
            Row(4, ("BN-2", "A@example.org")),
            Row(5, ("BN-3", "")),
        ),
    )

    lines = clean_lines(table, {ID: 0, Column.EMAIL: 1}, TODAY)

    assert {line.number: line.problems for line in lines} == {
        2: (Problem(ID, Reason.TWICE_IN_THE_FILE), Problem(Column.EMAIL, Reason.TWICE_IN_THE_FILE)),
        3: (Problem(ID, Reason.TWICE_IN_THE_FILE),),
        4: (Problem(Column.EMAIL, Reason.TWICE_IN_THE_FILE),),
        5: (),
    }


@given(st.dictionaries(st.sampled_from(list(Column)), st.text(max_size=60)))
def test_any_line_is_cleaned_or_told_wrong(cells: dict[Column, str]) -> None:
    line = clean_line(2, cells, TODAY)

    assert {problem.column for problem in line.problems} <= {*cells, ID}
    assert not any(value is None for value in line.values.values())


@given(st.sampled_from(list(CLEANERS)), st.text(max_size=40))
def test_width_makes_no_difference(column: Column, cell: str) -> None:
    if column is ID or column in AS_WRITTEN:
        return

    def cleaned(text: str) -> Any:
        try:
            return clean_cell(column, text, TODAY)
        except WrongError as wrong:
            return wrong.reason

    assert cleaned(unicodedata.normalize("NFKC", cell)) == cleaned(cell)
