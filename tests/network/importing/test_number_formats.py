"""A cell of a workbook is what it shows; where nobody can tell, it is refused (never the number that lies behind)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.importing.enums import Column
from network.importing.lines import clean_cell
from network.importing.mistakes import Reason
from network.importing.number_formats import NOT_READ, shown
from network.importing.tables import Row
from tests.network.reading_cells import TODAY, reason_of
from tests.network.spreadsheets import read, with_member_replaced, workbook

POSTAL_CODE = "[<=999]000;[<=9999]000-00;000-0000"
TELEPHONE = r"[<=99999999]####-####;\(00\)\ ####-####"
MONEY = '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-'


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        (2, '"BN-"0000', "BN-0002"),
        (2, '"BN-"0000_ ', "BN-0002"),
        (2, '"BN-"0000_);("BN-"0000)', "BN-0002"),
        (-2, '"BN-"0000_);("BN-"0000)', "(BN-0002)"),
        (2, '[Red]"BN-"0000', "BN-0002"),
        (2, '[赤]"BN-"0000', "BN-0002"),
        (2, '"BN-"General', "BN-2"),
        (2, '"BN-;"0000', "BN-;0002"),
        (2, '"BN-"#,##0', "BN-2"),
        (1234567, '"BN-"#,##0', "BN-1,234,567"),
        (2, '"BN-"???0', "BN-   2"),
        (2, "0000;@", "0002"),
        (2, "@", "2"),
        (600001, POSTAL_CODE, "060-0001"),
        (1500001, POSTAL_CODE, "150-0001"),
        (1234, POSTAL_CODE, "012-34"),
        (12, POSTAL_CODE, "012"),
        (312345678, TELEPHONE, "(03) 1234-5678"),
        (9012345678, TELEPHONE, "(90) 1234-5678"),
        (12345678, TELEPHONE, "1234-5678"),
        (1100005, "000-0000", "110-0005"),
        (600001, "〒000-0000", "〒060-0001"),
        (312345678, "0000000000", "0312345678"),
        (14, "00000", "00014"),
        (7, '\\A-"x"000', "A-x007"),
        (5, "##00", "05"),
        (1234567, "000", "1234567"),
        (1234567, "0-00", "12345-67"),
        (5, "General", "5"),
        (5, "", "5"),
        (123456789012, "", "123456789012"),
        (0.1 + 0.2, "General", "0.3"),
        (-3, "000", "-003"),
        (3.5, "0", "4"),
        (2.5, "0", "3"),
        (5, "0.00", "5.00"),
        (99.999, "0.00", "100.00"),
        (1.5, "#.##", "1.5"),
        (0.25, "0%", "25%"),
        (12345, "#,##0", "12,345"),
        (5, "0,000", "0,005"),
        (5, "[$¥-411]#,##0", "¥5"),
        (5, "[$-411]0", "5"),
        (1234, MONEY, "1,234"),
        (0, MONEY, "-"),
        (5, "* 0", "5"),
        (1, '"あり";;"なし"', "あり"),
        (0, '"あり";;"なし"', "なし"),
        (50, "[>=100]000;[>=10]0000;0", "0050"),
    ],
)
def test_number_is_what_the_cell_shows(number: float, code: str, text: str) -> None:
    assert shown(float(number), code) == text


@pytest.mark.parametrize(
    ("text", "code", "is_shown"),
    [
        ("0002", '"BN-"@', "BN-0002"),
        ("0002", "@", "0002"),
        ("Lan", MONEY, "Lan"),
        ("x", "0000;@", "x"),
        ("令和6年", "yyyy/m/d", "令和6年"),
        ("x", ";;;", NOT_READ),
        ("", ";;;", ""),
    ],
)
def test_text_is_what_the_cell_shows(text: str, code: str, is_shown: str) -> None:
    assert shown(text, code) == is_shown


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (45383, "yyyy/m/d"),
        (45383, "aaa"),
        (5, "0.0E+00"),
        (5, "# ?/?"),
        (5000, "0,"),
        (5, ";;;"),
        (0, "#"),
        (5, "[DBNum1]0"),
        (5, "[h]:mm"),
        (5, "*0#"),
        (5, "BN0"),
        (5, "[>10]0"),
        (-5, POSTAL_CODE),
        (5, "0-0,0"),
        (5, "0\\"),
        (1e15, "0"),
        (5, f"0.{'0' * 31}"),
        (1e14, "0%%"),
        (1e-7, "General"),
        (float("nan"), "0"),
        (float("inf"), "0"),
    ],
)
def test_number_of_which_nobody_can_tell_what_it_shows_is_a_mistake(number: float, code: str) -> None:
    assert shown(float(number), code) == NOT_READ
    assert reason_of(Column.NETWORK_ID, NOT_READ) == Reason.NUMBER_FORMAT


@given(st.floats() | st.text(max_size=10), st.text('0#?,.;@%*_-"\\[]<=9 ARedGeneral', max_size=20))
def test_any_format_is_read_or_a_mistake(value: float | str, code: str) -> None:
    assert shown(value, code) == shown(value, code).strip()


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        (123456789012, f"0.{'0' * 17}", f"123456789012.{'0' * 17}"),
        (999999999999999, f"0.{'0' * 30}", f"999999999999999.{'0' * 30}"),
        (1.5, f"0.{'0' * 30}%", f"150.{'0' * 30}%"),
        (0.125, f"0.{'#' * 30}", "0.125"),
    ],
)
def test_number_of_as_many_decimals_as_excel_allows_is_read(number: float, code: str, text: str) -> None:
    assert shown(float(number), code) == text


def test_workbook_is_read_by_its_formats() -> None:
    content = workbook(
        ["ID", "Name", "〒", "電話"],
        [2, "Lan", 600001, 312345678],
        [3, "Hoa", 1500001, 9012345678],
        formats={"A2": '"BN-"0000_ ', "A3": "0.0E+00", "C2": POSTAL_CODE, "D2": TELEPHONE, "D3": TELEPHONE},
    )

    assert read(content).rows == (
        Row(2, ("BN-0002", "Lan", "060-0001", "(03) 1234-5678")),
        Row(3, (NOT_READ, "Hoa", "1500001", "(90) 1234-5678")),
    )
    assert clean_cell(Column.POSTAL_CODE, "060-0001", TODAY) == "060-0001"
    assert clean_cell(Column.TELEPHONE, "(03) 1234-5678", TODAY) == "0312345678"
    assert clean_cell(Column.TELEPHONE, "(90) 1234-5678", TODAY) == "09012345678"


def test_format_by_a_number_that_nobody_explains_is_a_mistake() -> None:
    content = workbook(["ID", "Name"], [2, "Lan"], formats={"A2": '"BN-"0000'})
    styles = with_member_replaced(
        content,
        "xl/styles.xml",
        b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<cellXfs><xf numFmtId="0"/><xf numFmtId="99"/></cellXfs></styleSheet>',
    )

    assert read(styles).rows == (Row(2, (NOT_READ, "Lan")),)
