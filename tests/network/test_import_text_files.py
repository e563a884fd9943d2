from __future__ import annotations

import re

import hypothesis.strategies as st
import pytest
from hypothesis import example, given

from network.importing.reading import Choice, read_book, table
from network.importing.tables import Row, Table
from network.importing.text_files import read_text
from tests.network.spreadsheets import csv_file, read


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso2022_jp"])
def test_text_that_says_its_encoding_is_read_in_it(encoding: str) -> None:
    content = csv_file(["1", "見本"], header=["ID", "氏名"], encoding=encoding)

    assert read_book(content).encodings == ()
    assert read(content) == Table(("ID", "氏名"), (Row(2, ("1", "見本")),))


@pytest.mark.parametrize(
    ("name", "encoding"),
    [("見本 花子", "cp932"), ("見本 花子", "euc_jp"), ("João", "cp1252"), ("Lê Sơn", "cp1258"), ("Łucja", "cp1250")],
)
def test_text_in_another_encoding_is_in_doubt_and_read_as_somebody_says(name: str, encoding: str) -> None:
    book = read_book(csv_file(["1", name], header=["ID", "Name"], encoding=encoding))

    assert encoding in book.encodings
    assert table(book, Choice(0, 1, encoding)).rows == (Row(2, ("1", name)),)


def test_vietnamese_is_read() -> None:
    assert read(csv_file(["1", "Nguyễn"], header=["ID", "Tên"])).rows == (Row(2, ("1", "Nguyễn")),)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_text_is_read_with_the_usual_delimiters(delimiter: str) -> None:
    assert read(f"ID{delimiter}Name\r\n1{delimiter}Lan\r\n".encode()).rows == (Row(2, ("1", "Lan")),)


def test_delimiter_is_the_one_that_all_lines_have() -> None:
    content = b'ID;Name;Address\n1;Lan;"Tokyo, 1, 2, 3"\n2;Hoa;Osaka, 1, 2, 3\n3;Binh;Nara\n'

    assert read(content).rows[1] == Row(3, ("2", "Hoa", "Osaka, 1, 2, 3"))


def test_delimiter_that_the_file_names_is_obeyed() -> None:
    assert read(b"sep=;\r\nID;a,b,c\r\n1;Lan, Hoa, Binh\r\n") == Table(
        ("ID", "a,b,c"), (Row(3, ("1", "Lan, Hoa, Binh")),)
    )


def test_lines_keep_the_number_that_the_spreadsheet_shows() -> None:
    content = b'\n\nID,Name\n1,"two\nlines"\n,,\n2,Lan\n'

    assert [row.number for row in read(content).rows] == [4, 6]


def test_short_and_long_lines_get_the_same_width() -> None:
    assert read(b"ID,Name\n1\n2,Lan,more,,\n") == Table(
        ("ID", "Name", ""), (Row(2, ("1", "", "")), Row(3, ("2", "Lan", "more")))
    )


def test_excels_way_of_keeping_zeros_is_undone() -> None:
    assert read(b'ID,Name\n"=""007""",Lan\n').rows == (Row(2, ("007", "Lan")),)


@pytest.mark.parametrize(
    "lines",
    [
        b'1,Lan,a@x\n2,"Hoa,b@x\n3,Binh,c@x\n4,Chi,d@x\n',
        b'1,Lan,a@x\n2,"Hoa,b@x\n3,Binh,c@x\n4,"Chi",d@x\n',
        b'1,Lan,a@x\n2,"Hoa,b@x\n3,Binh,c@x\n4,Chi",d@x\n',
        b'1,Lan,a@x\n2,"Hoa,b@x\n3,Binh",c@x\n4,Chi,d@x\n',
    ],
)
def test_quotation_mark_that_is_missing_swallows_no_line(lines: bytes) -> None:
    rows = read(b"ID,Name,Mail\n" + lines).rows

    assert [row.cells[0] for row in rows] == ["1", "2", "3", "4"]
    assert [row.is_broken for row in rows[:2]] == [False, True]


def test_address_of_two_lines_is_one_cell() -> None:
    content = b'ID,Name,Address\n1,"Lan","Tokyo, Minato\nBuilding 3, room 2"\n2,Hoa,Nara\n'

    assert read(content).rows == (
        Row(2, ("1", "Lan", "Tokyo, Minato\nBuilding 3, room 2")),
        Row(3, ("2", "Hoa", "Nara")),
    )


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ('"Họ tên\n(như trong hộ chiếu)";"Mã số";"E-mail"', ("Họ tên\n(như trong hộ chiếu)", "Mã số", "E-mail")),
        ('ID;Name;"E-mail\n(optional; small)";Phone', ("ID", "Name", "E-mail\n(optional; small)", "Phone")),
        ('"ID\n(*)";"Name\n(*)";Address', ("ID\n(*)", "Name\n(*)", "Address")),
    ],
)
def test_header_of_several_lines_is_one(header: str, names: tuple[str, ...]) -> None:
    row = ";".join(["1", "Lan", '"Tokyo; 1; 2"', "x"][: len(names)])

    assert read(f"{header}\n{row}\n".encode()).header == names


@pytest.mark.parametrize("line", [b'1,5" pipe', b'1, "Lan"', b"1,O'Brien"])
def test_sign_within_a_cell_breaks_nothing(line: bytes) -> None:
    assert [row.is_broken for row in read(b"ID,Name\n" + line + b"\n").rows] == [False]


CELLS = st.text(alphabet='ab,;"\t |é', max_size=8)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=12), st.sampled_from([",", ";"]))
@example([("", '"'), ('"', "")], ",")
def test_every_line_is_read_or_named_whatever_stands_in_it(cells: list[tuple[str, str]], delimiter: str) -> None:
    """Each line begins with a mark of its own: none is lost, and no row that is taken holds two."""
    lines = [delimiter.join([f"M{number}M", *given]) for number, given in enumerate(cells)]
    rows = read_text("\n".join([f"sep={delimiter}", delimiter.join(["ID", "Name", "Mail"]), *lines]).encode())[0].rows
    marks = [re.findall(r"M(\d+)M", " ".join(row.cells)) for row in rows]

    assert sorted(int(mark) for row in marks for mark in row) == list(range(len(cells)))
    assert max(map(len, marks)) == 1
