from __future__ import annotations

import io
import json
import zipfile
from datetime import date, datetime

import pytest

from network.importing.columns import guess_columns
from network.importing.enums import Column
from network.importing.lines import Line, clean_lines
from network.importing.mistakes import Reason
from network.importing.reading import Book, read_book, table, usual_choice
from network.importing.tables import Row, Table, Unreadable, UnreadableError
from network.importing.workbooks import NO_RESULT
from tests.network.spreadsheets import read, with_member_replaced, without_member, workbook

SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet_of(*rows: bytes) -> bytes:
    xml = b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (NAMESPACE, b"".join(rows))
    return with_member_replaced(workbook(["ID", "Name"], ["1", "Lan"]), SHEET, xml)


HEADER = b'<row r="1"><c r="A1" t="str"><v>ID</v></c><c r="B1" t="str"><v>Name</v></c></row>'


def test_workbook_is_read_as_it_is_shown() -> None:
    content = workbook(
        ["ID", "Day", "Moment", "Number", "Yes"],
        [14, date(2024, 4, 1), datetime(2024, 4, 1, 9), 3.0, True],
        formats={"A2": '"BN-"0000'},
    )

    assert read(content).rows == (Row(2, ("BN-0014", "2024-04-01", "2024-04-01", "3", "True")),)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (b'<c r="B2" t="str"><f>"La"&amp;"n"</f><v>Lan</v></c>', "Lan"),
        (b'<c r="B2"><f>LOWER("LAN")</f><v/></c>', NO_RESULT),
        (b'<c r="B2"><f>LOWER("LAN")</f></c>', NO_RESULT),
        (b'<c r="B2" t="str"><f>IF(TRUE,"","x")</f><v></v></c>', ""),
        (b'<c r="B2" t="e"><v>#N/A</v></c>', "#N/A"),
        (b'<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
    ],
)
def test_formula_is_read_by_its_result_and_failures_are_no_emptiness(cell: bytes, text: str) -> None:
    content = sheet_of(HEADER, b'<row r="2"><c r="A2" t="str"><v>1</v></c>' + cell + b"</row>")

    assert read(content).rows == (Row(2, ("1", text)),)


@pytest.mark.parametrize(
    ("place", "reason"),
    [("A1048576", Unreadable.TOO_MANY_LINES), ("XFD2", Unreadable.TOO_MANY_COLUMNS)],
)
def test_single_cell_far_away_costs_nothing(place: str, reason: Unreadable) -> None:
    number = "".join(filter(str.isdigit, place))
    far = f'<row r="{number}"><c r="{place}" t="str"><v>1</v></c></row>'.encode()

    with pytest.raises(UnreadableError) as refused:
        read_book(sheet_of(HEADER, far))

    assert refused.value.reason == reason


def test_empty_result_far_away_costs_nothing() -> None:
    far = b'<row r="200000"><c r="ZZ200000" t="str"><v></v></c></row>'

    with pytest.raises(UnreadableError) as refused:
        read_book(sheet_of(HEADER, far))

    assert refused.value.reason == Unreadable.TOO_MANY_COLUMNS


def test_hidden_columns_before_the_first_cost_nothing() -> None:
    line = b'<row r="2"><c r="A2" t="str"><v>1</v></c></row>'
    columns = b'<cols><col min="-1000000000000" max="1" hidden="1"/></cols>'
    xml = b'<worksheet xmlns="%s">%s<sheetData>%s</sheetData></worksheet>' % (NAMESPACE, columns, HEADER + line)

    sheet = read_book(with_member_replaced(workbook(["ID", "Name"], ["1", "Lan"]), SHEET, xml)).sheets[0]

    assert sheet.hidden_columns == frozenset({0})


@pytest.mark.parametrize(
    ("before", "row", "hidden"),
    [
        (b"", b"", False),
        (b"", b'ht="0.0"', True),
        # Excel hides unused rows by saying so once, and writes out those that it shows.
        (b'<sheetFormatPr zeroHeight="1"/>', b"", False),
        (b'<sheetFormatPr zeroHeight="1"/>', b'ht="15"', False),
        (b'<sheetFormatPr zeroHeight="1"/>', b'hidden="0"', False),
    ],
)
def test_row_is_hidden_by_its_own_word_or_height(before: bytes, row: bytes, hidden: bool) -> None:
    line = b'<row r="2" %s><c r="A2" t="str"><v>1</v></c></row>' % row
    xml = b'<worksheet xmlns="%s">%s<sheetData>%s</sheetData></worksheet>' % (NAMESPACE, before, HEADER + line)

    sheet = read_book(with_member_replaced(workbook(["ID", "Name"], ["1", "Lan"]), SHEET, xml)).sheets[0]

    assert sheet.rows[-1].is_hidden is hidden


def test_column_without_width_is_hidden() -> None:
    line = b'<row r="2"><c r="A2" t="str"><v>1</v></c></row>'
    xml = b'<worksheet xmlns="%s"><cols><col min="2" max="2" width="0.0"/></cols><sheetData>%s</sheetData></worksheet>'

    content = with_member_replaced(workbook(["ID", "Name"], ["1", "Lan"]), SHEET, xml % (NAMESPACE, HEADER + line))

    assert read_book(content).sheets[0].hidden_columns == frozenset({1})


def test_entities_are_not_expanded() -> None:
    laughs = b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet><sheetData>&b;</sheetData></worksheet>'

    with pytest.raises(UnreadableError) as refused:
        read_book(with_member_replaced(workbook(["ID"]), SHEET, laughs))

    assert refused.value.reason == Unreadable.NO_SPREADSHEET


def lines_of(content: bytes) -> list[Line]:
    found = read(content)
    mapping = {column: at for at, column in enumerate(guess_columns(found.header)) if column}
    return clean_lines(found, mapping, date(2026, 5, 1))


def problems_of(content: bytes) -> list[list[tuple[Column, Reason]]]:
    return [[(one.column, one.reason) for one in line.problems] for line in lines_of(content)]


@pytest.mark.parametrize("nothing", ["0", "0.0", "0.00"])
def test_what_has_no_size_is_hidden(nothing: str) -> None:
    rows = (
        f'<row r="2" ht="{nothing}" customHeight="1"><c r="A2" t="str"><v>1</v></c></row>'
        '<row r="3" ht="0.75"><c r="A3" t="str"><v>2</v></c></row>'
    )
    columns = f'<cols><col min="2" max="2" width="{nothing}" customWidth="1"/></cols>'
    xml = f'<worksheet xmlns="{NAMESPACE.decode()}">{columns}<sheetData>{HEADER.decode()}{rows}</sheetData></worksheet>'

    [sheet] = read_book(with_member_replaced(workbook(["ID"]), SHEET, xml.encode())).sheets

    assert (sheet.hidden_columns, [row.is_hidden for row in sheet.rows]) == (frozenset({1}), [False, True, False])


def test_rows_and_cells_that_tell_no_place_follow_the_one_before() -> None:
    header = b'<row><c t="str"><v>ID</v></c><c t="str"><v>Name</v></c></row>'
    broken = b'<row r="3" hidden="1"><c r="A3" t="str"><v>1</v></c><c t="e"><v>#REF!</v></c></row>'
    last = b'<row><c t="str"><v>2</v></c><c t="str"><v>Hoa</v></c></row>'

    [sheet] = read_book(sheet_of(header, broken, last)).sheets

    assert sheet.rows == (Row(1, ("ID", "Name")), Row(3, ("1", "#REF!"), is_hidden=True), Row(4, ("2", "Hoa")))


def test_workbook_without_styles_is_read() -> None:
    """Though its cells name one."""
    content = sheet_of(HEADER, b'<row r="2"><c r="A2" s="3"><v>7</v></c><c r="B2" t="str"><v>Lan</v></c></row>')

    assert read(without_member(content, "xl/styles.xml")).rows == (Row(2, ("7", "Lan")),)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (b'<c r="B2" t="str"><f>A9</f></c>', NO_RESULT),
        (b'<c r="B2" t="str"><f>A9</f><v></v></c>', ""),
        (b'<c r="B2"><f>A9</f><v></v></c>', NO_RESULT),
    ],
)
def test_formula_of_a_text_without_a_result_is_an_error(cell: bytes, text: str) -> None:
    content = sheet_of(HEADER, b'<row r="2"><c r="A2" t="str"><v>1</v></c>%s</row>' % cell)

    assert read(content).rows[0].cells == ("1", text)


def test_cell_that_is_merged_with_the_one_above_is_named() -> None:
    rows = [["1", "Lan", "団体"], ["2", "Hoa", None], ["3", "Binh", None]]
    content = workbook(["ID", "Name", "所属"], *rows, [None, None, None], merged=["C2:C3", "C4:C6", "D1:D3"])

    assert problems_of(content) == [[], [(Column.ORGANISATION, Reason.MERGED)], []]
    assert [line.number for line in lines_of(content)] == [2, 3, 4]


def counting_from_1904(*rows: list[object], formats: dict[str, str] | None = None) -> bytes:
    """As Excel for old Macs wrote workbooks."""
    content = workbook(*rows, formats=formats)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        book = archive.read("xl/workbook.xml").replace(b"<workbookPr ", b'<workbookPr date1904="1" ')
    return with_member_replaced(content, "xl/workbook.xml", book)


def test_number_that_counts_days_from_another_year_is_not_guessed_at() -> None:
    content = counting_from_1904(
        ["ID", "Name", "登録日"],
        [10001, "Lan", 43921],
        [10002, "Hoa", 43921],
        [10003, "Vy", "2024-04-01"],
        [104, "An", date(2020, 4, 1)],
        formats={"C3": "0.00", "A5": "00000"},
    )

    assert problems_of(content) == [
        [(Column.REGISTERED_ON, Reason.NUMBER_FORMAT)],
        [(Column.REGISTERED_ON, Reason.NUMBER_FORMAT)],
        [],
        [],
    ]
    assert [line.values[Column.NETWORK_ID] for line in lines_of(content)] == ["10001", "10002", "10003", "00104"]


def test_year_from_which_days_are_counted_stays_known_until_the_import() -> None:
    content = counting_from_1904(["ID", "Name", "登録日"], [10001, "Lan", 43921])

    kept = Book.from_data(json.loads(json.dumps(read_book(content).as_data())))
    chosen = table(kept, usual_choice(kept)).only([0, 2])
    assert chosen.counts_from_1904
    assert Table.from_data(json.loads(json.dumps(chosen.as_data()))) == chosen
