"""Cells of a list of members, each by itself."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import example, given

from network.importing.enums import Column
from network.importing.lines import AS_WRITTEN, CLEANERS, clean_cell
from network.importing.mistakes import Reason, WrongError
from network.people.enums import Prefecture
from tests.network.reading_cells import TODAY, reason_of

ID = Column.NETWORK_ID


@pytest.mark.parametrize("cell", ["BN-2023-0014", "0014", "伴走14", "b_7/a", "Ｂ１４"])
def test_network_id_of_any_shape_is_kept_as_it_is(cell: str) -> None:
    assert clean_cell(ID, f" {cell}\u3000", TODAY) == cell


@pytest.mark.parametrize(
    ("cell", "reason"), [("---", Reason.NO_LETTERS), ("x" * 41, Reason.TOO_LONG), ("#REF!", Reason.FORMULA_ERROR)]
)
def test_network_id_that_cannot_be_looked_up_is_wrong(cell: str, reason: Reason) -> None:
    assert reason_of(ID, cell) == reason


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


@pytest.mark.parametrize("column", [ID, *AS_WRITTEN])
@pytest.mark.parametrize("cell", ["2024-04-01", "1 day, 12:00:00", "12:00:00"])
def test_cell_that_a_program_made_a_date_of_is_no_value(column: Column, cell: str) -> None:
    assert reason_of(column, cell) == Reason.TURNED_INTO_A_DAY


@pytest.mark.parametrize("cell", ["#1", "#A12", "#ハッシュ", "Error 404", "Loading Dock", "none"])
def test_name_that_only_looks_like_an_error_stays(cell: str) -> None:
    assert clean_cell(Column.ORGANISATION, cell, TODAY) == cell


@example(Column.EMAIL, "\u00af")
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
