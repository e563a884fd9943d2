from __future__ import annotations

from datetime import date, datetime

import pytest

from network.importing.reading import read_book
from network.importing.tables import Row, Unreadable, UnreadableError
from network.importing.workbooks import NO_RESULT
from tests.network.spreadsheets import read, with_member_replaced, workbook

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
        (b'<sheetFormatPr zeroHeight="1"/>', b"", True),
        (b'<sheetFormatPr zeroHeight="1"/>', b'ht="15"', False),
        (b'<sheetFormatPr zeroHeight="1"/>', b'hidden="0"', False),
    ],
)
def test_row_without_height_is_hidden(before: bytes, row: bytes, hidden: bool) -> None:
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
