from __future__ import annotations

import re

import hypothesis.strategies as st
import pytest
from hypothesis import example, given

from network.importing.reading import Choice, read_book, table
from network.importing.tables import Row, Table
from network.importing.text_files import decoded, read_text
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


@pytest.mark.parametrize(
    ("header", "lines", "is_broken"),
    [
        ("ID,Name,Group,Phone", 'BN-1,Tran,Org,03\nBN-2,"Le\nBN-3,Pham"\nBN-4,Ho', [False, True, True, False]),
        ("ID,Name,Group,Phone,Mail", 'BN-2,"Le\nBN-3,Pham\nBN-4,Ho"', [True, False, True]),
        ("ID,Name,Group,Phone", '"BN-2,Le\nBN-3,Pham"\nBN-4,Ho', [True, True, False]),
        ("ID,Name,Group,Phone", 'BN-2,Le\nBN-3,"Pham\nBN-4"\nBN-5,Ho', [False, True, True, False]),
        ("ID,Name,Group,Phone", 'K7QX-3MPA,"Le\nBN-3,Pham"\n12,Ho', [True, True, False]),
        ("Name,ID,Group,Phone", 'Tran,BN-1,Org,03\nLe,"BN-2\nPham,BN-3"\nHo,BN-4', [False, True, True, False]),
        ("ID,Name,Group,Phone", 'BN-2,"Le\nPham",Org,03,extra\nBN-4,Ho', [True, True, False]),
        ("会員番号,氏名,所属,電話", '会員2,"山\n会員3,川"\n会員4,田', [True, True, False]),
    ],
)
def test_quotation_mark_in_short_lines_swallows_none(header: str, lines: str, is_broken: list[bool]) -> None:
    rows = read(f"{header}\n{lines}\n".encode()).rows

    assert [row.is_broken for row in rows] == is_broken
    assert [row.number for row in rows] == list(range(2, len(rows) + 2))


@pytest.mark.parametrize(
    "address",
    [
        "Tokyo, Minato\nBuilding 3, room 2",
        "Tokyo\n203",
        "105-0011\nShiba 3-5",
        "Le\nVan",
        "a\n\nb",
        "港区芝3-5\n203号室",
    ],
)
def test_short_line_whose_cell_has_several_lines_is_read(address: str) -> None:
    content = f'ID,Name,Address,Mail,Phone\nBN-1,Lan,"{address}"\nBN-2,Hoa\n'.encode()

    assert [row.cells[:3] for row in read(content).rows] == [("BN-1", "Lan", address), ("BN-2", "Hoa", "")]


@pytest.mark.parametrize("number", ["203", "105-0011"])
def test_number_alone_in_an_address_is_no_id_while_no_cell_is_missing(number: str) -> None:
    lines = [f'{member},Lan,"Tokyo\n{number}",a@x' for member in ("12", "2023-001", "13", "2023-002")]

    assert [row.is_broken for row in read("\n".join(["ID,Name,Address,Mail", *lines]).encode()).rows] == [False] * 4


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


def test_letter_whose_second_half_is_a_stroke_is_not_torn() -> None:
    lines = [
        "伴走ネットID,氏名,所属,電話番号,メール,住所",
        "CP-1,山田,外国人サポートセンター",
        "CP-2,佐藤,難民サポート,0312345678",
        "CP-3,鈴木,サポートの会,0312345679,a@example.jp",
        "CP-4,田中,サポート友,0312345670,b@example.jp,東京都",
        "CP-5,中田,サポ友",
        "CP-6,中山,サポ友,0312345671",
    ]
    book = read_book("\r\n".join([*lines, ""]).encode("cp932"))

    rows = table(book, Choice(0, 1, "cp932")).rows
    assert [",".join(row.cells).rstrip(",") for row in rows] == lines[1:]


def test_stroke_divides_japanese_cells_and_no_letter_of_theirs() -> None:
    lines = ["ID|氏名|所属", "1|山田|サポートの会", "2|弾正|会", "3|鈴木|ポ"]
    book = read_book("\n".join(lines).encode("cp932"))

    assert book.encodings == ("cp932",)
    assert ["|".join(row.cells) for row in table(book, Choice(0, 1, "cp932")).rows] == lines[1:]


def test_stroke_behind_a_western_letter_divides() -> None:
    lines = ["ID|Name|Group", "1|José|Café|", "2|Lan|A", "3|Noé|B"]
    book = read_book("\n".join(lines).encode("cp1252"))

    assert "cp932" not in book.encodings
    assert [row.cells[:3] for row in table(book, Choice(0, 1, "cp1252")).rows] == [
        ("1", "José", "Café"),
        ("2", "Lan", "A"),
        ("3", "Noé", "B"),
    ]


def test_line_as_in_a_drawing_stays_itself() -> None:
    assert read("ID|Name\n1|La│n\n".encode()).rows == (Row(2, ("1", "La│n")),)


JAPANESE = st.lists(st.text(alphabet="ポ弾倦ソ表あﾎ|a1", max_size=5), max_size=4)


@given(st.lists(JAPANESE, min_size=1, max_size=8), st.sampled_from([",", ";", "\t", "|"]))
def test_no_offered_encoding_tears_a_letter(lines: list[list[str]], delimiter: str) -> None:
    written = [delimiter.join([f"M{number}M", *cells]) for number, cells in enumerate(lines)]
    sheet, encodings = read_text("\n".join([delimiter.join(["番号", "氏名", "所属"]), *written]).encode("cp932"))

    assert encodings != ()
    for encoding in encodings:
        cells = [cell for row in decoded(sheet, encoding).rows for cell in row.cells]
        assert [cell for cell in cells if "\ufffd" in cell] == []


CELLS = st.lists(st.text(alphabet='ab,;"\t |é', max_size=8), max_size=4)


@given(st.lists(CELLS, min_size=1, max_size=12), st.integers(1, 5), st.sampled_from([",", ";"]))
@example([["", '"'], ['"', ""]], 3, ",")
@example([['"a'], ['b"']], 4, ",")
@example([['"a'], ['"']], 4, ",")
@example([['"'], ["b"], ['c"', ""]], 5, ";")
def test_every_line_is_read_or_named_whatever_stands_in_it(lines: list[list[str]], width: int, delimiter: str) -> None:
    """Each line begins with an ID of its own, however short it is: none is lost, and no row that is taken holds two."""
    header = delimiter.join(["ID", *"abcde"[:width]])
    written = [delimiter.join([f"M{number}M", *cells]) for number, cells in enumerate(lines)]
    rows = read_text("\n".join([f"sep={delimiter}", header, *written]).encode())[0].rows
    marks = [re.findall(r"M(\d+)M", " ".join(row.cells)) for row in rows]

    assert sorted(int(mark) for row in marks for mark in row) == list(range(len(lines)))
    assert max(map(len, marks)) == 1
