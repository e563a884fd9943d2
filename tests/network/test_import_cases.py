"""Files from practice, each with what is right for it: all members of it come in, or are named with the reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from network.importing.columns import Column, guess_columns
from network.importing.lines import Line, Reason, clean_lines
from network.importing.my_numbers import holds_my_number
from network.importing.reading import Choice, left_out, read_book, table, usual_choice
from portal.spreadsheets import harmless

CASES = Path(__file__).parent / "cases"
TODAY = date(2026, 5, 1)
ID, NAME, DAY, PHONE = Column.NETWORK_ID, Column.NAME, Column.REGISTERED_ON, Column.TELEPHONE


def lines_of(name: str, **choice: Any) -> list[Line]:
    book = read_book((CASES / name).read_bytes())
    read = table(book, Choice(**{**usual_choice(book).as_data(), **choice}))
    mapping = {column: at for at, column in enumerate(guess_columns(read.header)) if column}
    return clean_lines(read, mapping, TODAY)


def ids(name: str, **choice: Any) -> list[str]:
    lines = lines_of(name, **choice)
    assert [line.problems for line in lines if line.problems] == []
    return [line.values[ID] for line in lines]


@pytest.mark.parametrize(
    ("name", "members"),
    [
        ("ruled_empty_rows.xlsx", ["A-101", "A-102"]),
        ("second_sheet.xlsx", ["A-101"]),
        ("hidden_rows.xlsx", ["A-101", "A-103", "A-104"]),
        ("titlerow.xlsx", ["A-101", "A-102"]),
        ("sep.csv", ["A-101"]),
        ("semicolon_multiline_header.csv", ["A-101"]),
        ("empty_fill.xlsx", ["A-101", "A-102"]),
        ("strict.xlsx", ["A-101", "A-102"]),
        ("x000d.xlsx", ["A-101"]),
        ("already_registered.csv", ["A-500"]),
    ],
)
def test_members_are_read(name: str, members: list[str]) -> None:
    assert ids(name) == members


def test_hidden_rows_are_named_and_taken_if_wanted() -> None:
    book = read_book((CASES / "hidden_rows.xlsx").read_bytes())

    assert left_out(book, usual_choice(book)).rows == (3,)
    assert ids("hidden_rows.xlsx", with_hidden=True) == ["A-101", "A-102", "A-103", "A-104"]


def test_error_of_a_spreadsheet_is_no_member() -> None:
    problems = [[(one.column, one.reason) for one in line.problems] for line in lines_of("errors.csv")]

    of_id, of_name = (ID, Reason.FORMULA_ERROR), (NAME, Reason.FORMULA_ERROR)
    assert problems == [*[[of_id]] * 5, *[[of_name]] * 2]


def test_days_of_eras_are_read() -> None:
    spring = date(2024, 4, 1)

    assert [line.values[DAY] for line in lines_of("era.csv")] == [
        *(spring, spring, date(2019, 5, 1), date(2019, 4, 30), spring, spring),
    ]


def test_time_stamps_of_a_form_are_days() -> None:
    assert [line.values[DAY] for line in lines_of("gforms_ja.csv")] == [date(2024, 4, 1), date(2024, 12, 5)]


def test_letters_are_shown_for_confirmation_and_never_taken_silently() -> None:
    book = read_book((CASES / "latin1_silent.csv").read_bytes())

    assert {"cp1252", "cp932"} <= set(book.encodings)
    names = [line.values[NAME] for line in lines_of("latin1_silent.csv", encoding="cp1252")]
    assert names == ["João Silva", "Plain Name"]


def test_individual_numbers_are_kept_nowhere() -> None:
    book = read_book((CASES / "my_number.csv").read_bytes())

    assert book.never_kept == ("マイナンバー",)
    assert "123456789012" not in str(book.as_data())


def test_individual_numbers_are_known_without_a_name() -> None:
    book = read_book(b"ID,Name,Code\n1,Lan,123456789018\n2,Hoa,1234 5678 9018\n3,Binh,\n")

    assert book.never_kept == ("Code",)
    assert [row.cells for row in book.sheets[0].rows] == [("ID", "Name"), ("1", "Lan"), ("2", "Hoa"), ("3", "Binh")]


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("123456789018", True),
        ("１２３４５６７８９０１８", True),
        ("1234  5678-9018", True),
        ("1234・5678・9018", True),
        ("123456789018.0", True),
        ("マイナンバー：123456789018", True),
        ("123456789012", False),
        ("12345678901", False),
        ("1234567890189", False),
    ],
)
def test_individual_number_has_a_digit_that_checks_it(text: str, holds: bool) -> None:
    assert holds_my_number(text) is holds


def test_one_individual_number_condemns_its_column_and_stands_in_no_name() -> None:
    book = read_book("ID,Name,備考,個人No.\n1,Lan,マイナンバー：123456789018,未\n2,Hoa,x,なし\n".encode())

    assert sorted(book.never_kept) == ["個人No.", "備考"]
    assert "123456789018" not in str(book.as_data())


@pytest.mark.parametrize("name", ["会員名簿（マイナンバーは記載しない）", "マイナンバー反対の会"])
def test_word_within_a_title_or_a_name_condemns_no_column(name: str) -> None:
    book = read_book(f"{name},,\nID,Name,Organisation\n1,Lan,{name}\n".encode())

    assert book.never_kept == ()


def test_numbers_of_a_program_get_their_zeros_back_or_are_refused() -> None:
    lines = lines_of("pandas_floats.csv")

    assert [line.values[ID] for line in lines] == ["101", "102", "103"]
    assert [line.values.get(PHONE) for line in lines] == ["0312345678", "09012345678", None]
    assert [one.reason for one in lines[2].problems] == [Reason.NO_TELEPHONE]
    assert lines[0].values[Column.POSTAL_CODE] == "110-0005"


def test_telephones_are_one_spelling_and_notes_are_not_lost() -> None:
    lines = lines_of("phone.csv")

    mobile = "09012345678"
    assert [line.values.get(PHONE) for line in lines] == [
        *(mobile, mobile, mobile, None, mobile, "+84912345678", None),
    ]
    assert {line.number: [one.reason for one in line.problems] for line in lines if line.problems} == {
        5: [Reason.MORE_THAN_A_NUMBER],
        8: [Reason.MORE_THAN_A_NUMBER],
    }


def test_serial_number_is_a_day_and_a_formula_without_result_an_error() -> None:
    [line] = lines_of("serial_and_formula.xlsx")

    assert line.values[DAY] == date(2024, 4, 1)
    assert [(one.column, one.reason) for one in line.problems] == [(Column.EMAIL, Reason.FORMULA_ERROR)]


def test_escape_of_the_format_is_a_line_break() -> None:
    [line] = lines_of("x000d.xlsx")

    assert line.values[NAME] == "テスト 一郎"


def test_formulas_in_full_width_leave_the_portal_harmless() -> None:
    assert [harmless(line.values[ID])[:2] for line in lines_of("fullwidth_formula.csv")] == ["'＝", "'＠", "'＋"]


def test_every_case_is_tried() -> None:
    tried = Path(__file__).read_text(encoding="utf-8")

    assert [path.name for path in CASES.iterdir() if path.name not in tried] == []
