"""Individual numbers (マイナンバー) stand in no file that the portal keeps, and in no record (D3)."""

from __future__ import annotations

import pytest

from network.importing.enums import Column
from network.importing.lines import CLEANERS
from network.importing.mistakes import Reason
from network.importing.my_numbers import TAKEN_OUT
from network.importing.reading import read_book
from network.people.rules.my_numbers import cell_holds_my_number, holds_my_number
from network.people.rules.reach import normalise_telephone
from tests.network.bringing_in import Office, network_ids, outcomes
from tests.network.reading_cells import reason_of
from tests.network.spreadsheets import member, workbook


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
        ("1234ー5678ー9018", True),
        ("1234−5678–9018", True),
        ("1234—5678―9018", True),
        ("1234_5678_9018", True),
        ("1234.5678/9018", True),
        ("1234\r\n5678\n9018", True),
        ("1234:5678:9018", True),
        ("1234  -  5678  -  9018", True),
        ("12:34:56 1234:56:78", False),
        ("1234\u200b56789018", True),
        ("123,456,789,018", True),
        ("1.23456789018E+11", True),
        ("(1234)5678-9018", True),
        ("1. 1234-5678-9018", True),
        ("東京都台東区1-2-3 1234 56789018", True),
        ("090-1234-5678\n123456789018", True),
        ("+81 90-1234-5678 123456789018", True),
        ("၁၂၃၄၅၆၇၈၉၀၁၈", True),
        ("+123456789018", False),
        ("+1 234-567-89018", False),
        ("1234-56:78-9018", False),
        ("2024/04/01 - 2025/03/31", False),
        ("123456789012", False),
        ("12345678901", False),
        ("1234567890189", False),
    ],
)
def test_individual_number_has_a_digit_that_checks_it(text: str, holds: bool) -> None:
    assert holds_my_number(text) is holds


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("48295280673", True),
        ("４８２９５２８０６７３", True),
        ("48295280673.0", True),
        ("48,295,280,673", True),
        ("482-9528-0673", True),
        ("4.8295280673E+10", True),
        ("番号：48295280673", True),
        ("123456789018", True),
        ("+48295280673", False),
        ("48295280674", False),
        ("4829528067", False),
        ("09012345604", False),
        ("090-1234-5604", False),
        ("03-3837-2316", False),
        ("4829 5280673", False),
        ("Taito-ku 48-2-95, 280-673", False),
    ],
)
def test_cell_of_a_number_may_have_lost_the_first_zero(text: str, holds: bool) -> None:
    assert cell_holds_my_number(text) is holds


def test_telephone_typed_by_hand_loses_no_zero() -> None:
    assert normalise_telephone("48295280673") == "+48295280673"


def test_one_individual_number_condemns_its_column_and_stands_in_no_name() -> None:
    book = read_book("ID,Name,備考,個人No.\n1,Lan,マイナンバー：123456789018,未\n2,Hoa,x,なし\n".encode())

    assert sorted(book.never_kept) == ["個人No.", "備考"]
    assert "123456789018" not in str(book.as_data())


@pytest.mark.parametrize(
    "name",
    [
        *(
            "マイナンバーの番号",
            "個人番号カード番号",
            "マイナンバーカード",
            "ご本人のマイナンバー",
            "マイナンバー 12桁",
        ),
        *("My Number Card No.", "Individual number (12 digits)", "個人番号通知カード"),
    ],
)
def test_column_that_is_named_after_such_a_number_is_dropped(name: str) -> None:
    book = read_book(f"ID,Name,{name}\n1,Lan,12345\n".encode())

    assert [row.cells for row in book.sheets[0].rows] == [("ID", "Name"), ("1", "Lan")]


@pytest.mark.parametrize(
    "name",
    [
        *("【必須】マイナンバー", "(任意)マイナンバー", "マイナンバーを入力してください", "マイナンバー／個人番号"),
        *(
            "1. マイナンバー",
            "①マイナンバー",
            "MyNo",
            "MyNo.",
            "Số My Number",
            "世帯主マイナンバー",
            "社会保障・税番号",
        ),
    ],
)
def test_column_whose_name_speaks_of_such_a_number_is_dropped_though_every_one_is_mistyped(name: str) -> None:
    assert cells(f"伴走ネットID,氏名,{name}\nBN-1,一番,123456789019\nBN-2,二番,622519961981\n")[0] == (
        ("伴走ネットID", "氏名"),
        ("BN-1", "一番"),
        ("BN-2", "二番"),
    )


def test_column_that_is_wanted_stays_though_its_name_speaks_of_such_a_number() -> None:
    assert cells("会員番号（マイナンバーではない）,氏名（マイナンバーカードの通り）\nBN-1,一番\n")[1] == ()


@pytest.mark.parametrize("name", ["会員名簿（マイナンバーは記載しない）", "マイナンバー反対の会"])
def test_word_within_a_title_or_a_name_condemns_no_column(name: str) -> None:
    book = read_book(f"{name},,\nID,Name,Organisation\n1,Lan,{name}\n".encode())

    assert book.never_kept == ()


@pytest.mark.parametrize("column", list(CLEANERS))
@pytest.mark.parametrize(
    "cell", ["622519961980", "48295280673", "6225ー1996ー1980", "６２２５　１９９６　１９８０", TAKEN_OUT]
)
def test_individual_number_is_no_value_of_any_column(column: Column, cell: str) -> None:
    assert reason_of(column, cell) == Reason.MY_NUMBER


def test_number_of_another_country_needs_its_plus_where_it_could_be_an_individual_one() -> None:
    assert normalise_telephone("622519961980") is None
    assert normalise_telephone("+622519961980") == "+622519961980"
    assert normalise_telephone("622519961981") == "+622519961981"


def cells(content: str) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    book = read_book(content.encode())
    return tuple(row.cells for row in book.sheets[0].rows), book.never_kept


def test_shifted_cell_goes_from_a_column_that_is_wanted() -> None:
    assert cells("会員番号,氏名,電話番号\nBN-1,A B,090-1234-5678\nBN-2,C D,622519961980\n") == (
        (("会員番号", "氏名", "電話番号"), ("BN-1", "A B", "090-1234-5678"), ("BN-2", "C D", TAKEN_OUT)),
        (),
    )


@pytest.mark.parametrize("name", ["TEL", "連絡先", "Tel."])
def test_telephones_without_a_plus_are_not_thrown_away_for_one_of_them(name: str) -> None:
    numbers = [f"81-90-1234-{last}" for last in range(5678, 5693)]
    taken = [number for number in numbers if cell_holds_my_number(number)]
    rows, dropped = cells(f"会員番号,氏名,{name}\n" + "".join(f"B{at},見本,{one}\n" for at, one in enumerate(numbers)))

    assert (len(taken), dropped) == (2, ())
    assert [row[2] for row in rows[1:]] == [TAKEN_OUT if number in taken else number for number in numbers]


def test_column_of_notes_is_dropped_though_one_of_them_speaks_of_a_telephone() -> None:
    assert cells("会員番号,氏名,メモ\nBN-1,A B,携帯に電話\nBN-2,C D,9876ー5432ー1018\n") == (
        (("会員番号", "氏名"), ("BN-1", "A B"), ("BN-2", "C D")),
        ("メモ",),
    )


def test_wanted_column_of_nothing_but_individual_numbers_is_dropped_with_the_mistyped_ones() -> None:
    assert cells("会員番号,氏名,ID\nBN-1,A B,987654321018\nBN-2,C D,622519961980\nBN-3,E F,622519961981\n") == (
        (("会員番号", "氏名"), ("BN-1", "A B"), ("BN-2", "C D"), ("BN-3", "E F")),
        ("ID",),
    )


def test_dropped_column_is_never_called_by_a_cell_of_a_member() -> None:
    told = "在留資格なし 夫から逃げている"
    assert cells(f"会員番号,氏名,\nBN-7,七番,{told}\nBN-8,八番,987654321018\n")[1] == ("C",)
    assert cells(f"七番,{told}\n八番,987654321018\n")[1] == ("B",)
    assert cells(f"会員番号,氏名,個人番号（{told}）\nBN-7,七番,\n")[1] == ("個人番号",)


def test_individual_number_goes_whatever_encoding_is_meant() -> None:
    book = read_book("会員番号,氏名,電話番号\nBN-2,見本,６２２５１９９６１９８０\n".encode("cp932"))

    assert [row.cells[2] for row in book.sheets[0].rows[1:]] == [TAKEN_OUT]


def test_individual_number_goes_from_a_workbook_however_it_is_shown() -> None:
    rows = [["1", "Lan", 622519961980], ["2", "Hoa", 48295280673], ["3", "Vy", "090-1234-5604"]]
    rows += [["4", "An", "0338372302"], ["5", "Ha", 9012345604]]
    content = workbook(["ID", "Name", "電話"], *rows, formats={"C2": "#,##0", "C3": "#,##0"})

    kept = [row.cells[2] for row in read_book(content).sheets[0].rows]
    assert kept == ["電話", TAKEN_OUT, TAKEN_OUT, "090-1234-5604", "0338372302", "9012345604"]


@pytest.mark.django_db
def test_line_with_an_individual_number_is_named_and_left_out(office: Office) -> None:
    done = office.imported(
        member("BN-1", "Lan", telephone="622519961980"),
        member("BN-2", "Hoa", telephone="48295280673"),
        member("BN-3", "An", telephone="+48295280673"),
        member("BN-4", "Vy", telephone="090-1234-5604"),
    )

    assert outcomes(done) == [
        (2, "wrong", [["telephone", "my_number"]]),
        (3, "wrong", [["telephone", "my_number"]]),
        (4, "new", []),
        (5, "new", []),
    ]
    assert network_ids() == ["BN-3", "BN-4"]
