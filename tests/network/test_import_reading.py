from __future__ import annotations

import codecs
from datetime import date, datetime

import hypothesis.strategies as st
import pytest
from hypothesis import example, given

from network.importing import reading
from network.importing.reading import Table, Unreadable, UnreadableError, read_table
from tests.network.spreadsheets import csv_file, with_member_replaced, workbook

SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal_of(content: bytes) -> Unreadable:
    with pytest.raises(UnreadableError) as refused:
        read_table(content)
    return refused.value.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_text_is_read_in_the_encodings_of_the_office(encoding: str) -> None:
    content = csv_file(["1", "見本"], header=["ID", "氏名"], encoding=encoding)

    assert read_table(content) == Table(("ID", "氏名"), ((2, ("1", "見本")),))


def test_vietnamese_is_read() -> None:
    assert read_table(csv_file(["1", "Nguyễn"], header=["ID", "Tên"])).lines == ((2, ("1", "Nguyễn")),)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_is_read_with_the_usual_delimiters(delimiter: str) -> None:
    assert read_table(f"ID{delimiter}Name\r\n1{delimiter}Lan\r\n".encode()).lines == ((2, ("1", "Lan")),)


def test_lines_keep_the_number_that_the_spreadsheet_shows() -> None:
    content = b'\n\nID,Name\n1,"two\nlines"\n,,\n2,Lan\n'

    assert [number for number, _cells in read_table(content).lines] == [4, 6]


def test_short_and_long_lines_get_the_same_width() -> None:
    assert read_table(b"ID,Name\n1\n2,Lan,more,,\n") == Table(
        ("ID", "Name", ""), ((2, ("1", "", "")), (3, ("2", "Lan", "more")))
    )


def test_excels_way_of_keeping_zeros_is_undone() -> None:
    assert read_table(b'ID,Name\n"=""007""",Lan\n').lines == ((2, ("007", "Lan")),)


def test_workbook_is_read_as_it_is_shown() -> None:
    content = workbook(
        ["ID", "Day", "Moment", "Number", "Yes"],
        [14, date(2024, 4, 1), datetime(2024, 4, 1, 9), 3.0, True],
        formats={"A2": "00000"},
    )

    assert read_table(content).lines == ((2, ("00014", "2024-04-01", "2024-04-01", "3", "True")),)


def test_formula_is_read_by_its_value() -> None:
    content = workbook(["ID", "Name"], ["1", '="La"&"n"'])
    cached = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="str"><v>ID</v></c></row>'
        b'<row r="2"><c r="A2" t="str"><f>"BN-"&amp;14</f><v>BN-14</v></c></row></sheetData></worksheet>'
    )

    assert read_table(content).lines == ((2, ("1", "")),)
    assert read_table(with_member_replaced(content, SHEET, cached)).lines == ((2, ("BN-14",)),)


def test_only_the_first_sheet_is_read() -> None:
    assert read_table(workbook(["ID"], ["1"])).lines == ((2, ("1",)),)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Unreadable.EMPTY),
        (b"\xef\xbb\xbf", Unreadable.EMPTY),
        (b"\n,,\n \n", Unreadable.EMPTY),
        (workbook(), Unreadable.EMPTY),
        (b"ID,Name\n", Unreadable.ONLY_A_HEADER),
        (b"ID\n\0\n", Unreadable.NO_SPREADSHEET),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Unreadable.NO_SPREADSHEET),
        (b"PK\x03\x04 no archive", Unreadable.NO_SPREADSHEET),
        (b"\xff\xfe\x00", Unreadable.NO_SPREADSHEET),
        (b"ID\n\x80\xff\xfd\n", Unreadable.WRONG_ENCODING),
        (OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"), Unreadable.PROTECTED),
        (OLE + b"\0" * 500 + "Workbook".encode("utf-16-le"), Unreadable.OLD_FORMAT),
        (b"ID\n" + b"1\n" * 5001, Unreadable.TOO_MANY_LINES),
        (b"," * 9_999 + b"ID\n1\n", Unreadable.TOO_MANY_COLUMNS),
        (workbook(["ID"] * 101, ["1"]), Unreadable.TOO_MANY_COLUMNS),
        (b"ID\n" + b"x" * 200_000, Unreadable.NO_SPREADSHEET),
        (b"x" * (reading.MAX_BYTES + 1), Unreadable.TOO_LARGE),
        (with_member_replaced(workbook(["ID"]), SHEET, b"<worksheet"), Unreadable.NO_SPREADSHEET),
        (with_member_replaced(workbook(["ID"]), "xl/workbook.xml", b""), Unreadable.NO_SPREADSHEET),
        (with_member_replaced(workbook(["ID"]), SHEET, b" " * 42_000_000), Unreadable.TOO_LARGE_UNPACKED),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_file_that_cannot_be_read_is_refused_with_its_reason(content: bytes, reason: Unreadable) -> None:
    assert refusal_of(content) == reason


def test_as_many_lines_as_allowed_are_read() -> None:
    assert len(read_table(b"ID\n" + b"1\n" * 5000).lines) == 5000


def test_single_cell_in_the_last_row_costs_nothing() -> None:
    far = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="str"><v>ID</v></c></row>'
        b'<row r="1048576"><c r="A1048576" t="str"><v>1</v></c></row></sheetData></worksheet>'
    )

    assert refusal_of(with_member_replaced(workbook(["ID"]), SHEET, far)) == Unreadable.TOO_MANY_LINES


def test_entities_are_not_expanded() -> None:
    laughs = b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet><sheetData>&b;</sheetData></worksheet>'

    assert refusal_of(with_member_replaced(workbook(["ID"]), SHEET, laughs)) == Unreadable.NO_SPREADSHEET


@given(st.binary(max_size=300))
@example(codecs.BOM_UTF16_LE + "ID\n1".encode("utf-16-le"))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        table = read_table(content)
    except UnreadableError:
        return
    assert Table.from_data(table.as_data()) == table


@given(st.integers(min_value=0, max_value=9000), st.binary(max_size=8))
def test_any_damage_to_a_workbook_is_read_or_refused(place: int, damage: bytes) -> None:
    content = workbook(["ID", "Name"], ["1", "Lan"])
    damaged = content[:place] + damage + content[place + len(damage) :]
    try:
        read_table(damaged)
    except UnreadableError:
        return
