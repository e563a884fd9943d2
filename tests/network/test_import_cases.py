"""Files from practice come out as is right for each, and nothing in them that may never be kept."""

from __future__ import annotations

import pytest

from network.importing.my_numbers import holds_my_number
from network.importing.reading import read_book
from tests.network.import_cases import CASES, FOLDER, Case


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}: {case.says}")
def test_file_comes_out_as_is_right(case: Case) -> None:
    assert case.comes_out(case.file) == case.right


def test_every_file_has_its_case() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {case.file for case in CASES}


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
