"""Files that can't be read, whatever they are; and the guess of how one is meant."""

from __future__ import annotations

import codecs
from contextlib import suppress

import hypothesis.strategies as st
import pytest
from hypothesis import example, given

from network.importing.columns import names_of
from network.importing.reading import Book, Choice, is_doubtful, left_out, read_book, table, usual_choice
from network.importing.tables import MAX_BYTES, Row, Sheet, Table, Unreadable, UnreadableError
from tests.network.spreadsheets import read, with_member_replaced, workbook

SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Unreadable.EMPTY),
        (b"\xef\xbb\xbf", Unreadable.EMPTY),
        (b"\n,,\n \n", Unreadable.EMPTY),
        (b"sep=;\n", Unreadable.EMPTY),
        (workbook(), Unreadable.EMPTY),
        (b"ID,Name\n", Unreadable.ONLY_A_HEADER),
        (b"ID\n\0\n", Unreadable.NO_SPREADSHEET),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Unreadable.NO_SPREADSHEET),
        (b"PK\x03\x04 no archive", Unreadable.NO_SPREADSHEET),
        (b"\xff\xfe\x00", Unreadable.WRONG_ENCODING),
        (b"ID\n\x80\xff\xfd\x81\n", Unreadable.WRONG_ENCODING),
        (OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"), Unreadable.PROTECTED),
        (OLE + b"\0" * 500 + "Workbook".encode("utf-16-le"), Unreadable.OLD_FORMAT),
        (b"ID\n" + b"1\n" * 5001, Unreadable.TOO_MANY_LINES),
        # Each line costs time, an empty one too.
        (b"ID\n" + b" \n" * 100_000 + b"1\n", Unreadable.TOO_MANY_LINES),
        (b"," * 9_999 + b"ID\n1\n", Unreadable.TOO_MANY_COLUMNS),
        (workbook(["ID"] * 101, ["1"]), Unreadable.TOO_MANY_COLUMNS),
        (b"x" * (MAX_BYTES + 1), Unreadable.TOO_LARGE),
        (with_member_replaced(workbook(["ID"]), SHEET, b"<worksheet"), Unreadable.NO_SPREADSHEET),
        (with_member_replaced(workbook(["ID"]), "xl/workbook.xml", b""), Unreadable.NO_SPREADSHEET),
        (with_member_replaced(workbook(["ID"]), SHEET, b" " * 42_000_000), Unreadable.TOO_LARGE_UNPACKED),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_file_that_cannot_be_read_is_refused_with_its_reason(content: bytes, reason: Unreadable) -> None:
    with pytest.raises(UnreadableError) as refused:
        read_book(content)

    assert refused.value.reason == reason


def test_as_many_lines_as_allowed_are_read() -> None:
    assert len(read(b"ID\n" + b"1\n" * 5000).rows) == 5000


@pytest.mark.parametrize("end", [b"\n", b" \r\n", b",,\n"])
def test_any_number_of_empty_lines_at_the_end_is_nothing(end: bytes) -> None:
    assert len(read(b"ID\n1\n" + end * 200_000).rows) == 1


@given(st.binary(max_size=300))
@example(codecs.BOM_UTF16_LE + "ID\n1".encode("utf-16-le"))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        book = read_book(content)
    except UnreadableError:
        return
    assert Book.from_data(book.as_data()) == book


@given(st.integers(min_value=0, max_value=9000), st.binary(max_size=8))
def test_any_damage_to_a_workbook_is_read_or_refused(place: int, damage: bytes) -> None:
    content = workbook(["ID", "Name"], ["1", "Lan"])
    damaged = content[:place] + damage + content[place + len(damage) :]
    try:
        read_book(damaged)
    except UnreadableError:
        return


def test_table_is_kept_as_plain_data() -> None:
    kept = Table(("ID", ""), (Row(3, ("1", "Lan")), Row(4, ("2",), is_broken=True)))

    assert Table.from_data(kept.as_data()) == kept


def test_sheet_and_row_are_those_whose_columns_are_understood() -> None:
    book = read_book(workbook(["Members of 2026"], [], ["ID", "Name"], ["1", "Lan"], before=[["How to use this"]]))

    assert usual_choice(book) == Choice(sheet=1, header=3)
    assert is_doubtful(book)


def test_file_with_one_reading_is_in_no_doubt() -> None:
    assert not is_doubtful(read_book(b"ID,Name\n1,Lan\n"))


def test_row_below_which_nothing_stands_names_no_columns() -> None:
    with pytest.raises(UnreadableError):
        table(read_book(b"ID,Name\n1,Lan\n"), Choice(sheet=0, header=2))


def test_what_a_workbook_hides_is_left_out_and_named_unless_it_is_wanted() -> None:
    content = workbook(
        ["ID", "Note", "Name"], ["1", "a", "Lan"], ["2", "b", "Hoa"], hidden_rows=[3], hidden_columns=["B"]
    )
    book = read_book(content)
    choice = usual_choice(book)
    wanted = Choice(choice.sheet, choice.header, with_hidden=True)

    assert table(book, choice) == Table(("ID", "Name"), (Row(2, ("1", "Lan")),))
    assert (left_out(book, choice).rows, left_out(book, choice).columns) == ((3,), ("Note",))
    assert [row.cells for row in table(book, wanted).rows] == [("1", "a", "Lan"), ("2", "b", "Hoa")]
    assert (left_out(book, wanted).rows, left_out(book, wanted).columns) == ((), ())


TWO_BLOCKS = """リスト
会員番号,氏名
BN-1,一番
BN-2,二番

会員番号,氏名,電話,住所
BN-3,三番,03-1234-5678,上野
"""


def test_rows_above_the_names_of_the_columns_are_named_by_their_numbers() -> None:
    book = read_book(TWO_BLOCKS.encode())
    choice = usual_choice(book)

    assert (choice.header, [row.number for row in table(book, choice).rows]) == (6, [7])
    assert left_out(book, choice).above == (1, 2, 3, 4)


def test_row_of_which_nothing_is_left_is_named() -> None:
    content = workbook(["ID", "Name", "Note"], ["1", "Lan", ""], ["", "", "a"], hidden_columns=["C"])
    book = read_book(content)

    assert left_out(book, usual_choice(book)).emptied == (3,)


def test_row_that_held_an_individual_number_alone_is_named() -> None:
    book = read_book(b"ID,Name,Code\n1,Lan,123456789018\n,,123456789018\n")

    assert left_out(book, usual_choice(book)).emptied == (3,)


def test_sheets_that_nobody_chose_are_named() -> None:
    book = read_book(workbook(["ID", "Name"], ["1", "Lan"], before=[["ID"], ["2"]]))
    choice = usual_choice(book)

    assert left_out(book, choice).other_sheets == ("First",)


@given(
    st.lists(st.lists(st.sampled_from(["", "ID", "Name", "1", "Lan"]), min_size=2, max_size=3), min_size=2, max_size=9),
    st.booleans(),
)
def test_every_row_is_read_or_named(rows: list[list[str]], with_hidden: bool) -> None:
    written = [number for number, row in enumerate(rows, 1) if any(row)]
    sheet = Sheet(
        "",
        tuple(Row(number, tuple(rows[number - 1]), number % 3 == 0) for number in written),
        hidden_columns=frozenset({2}),
    )
    for header in written:
        book, choice = Book((sheet,)), Choice(0, header, with_hidden=with_hidden)
        told = left_out(book, choice)
        with suppress(UnreadableError):
            read = [row.number for row in table(book, choice).rows]
            assert sorted([header, *read, *told.above, *told.rows, *told.emptied]) == written


def test_column_is_called_by_its_letter_where_the_names_are_a_members_line() -> None:
    assert names_of(["BN-7", "七番", "在留資格なし 夫から逃げている"]) == ["A", "B", "C"]
    assert names_of(["会員番号", "", "メモ"]) == ["会員番号", "B", "メモ"]
