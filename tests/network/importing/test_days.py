"""Days in cells, as people write them."""

from __future__ import annotations

from datetime import date

import hypothesis.strategies as st
import pytest
from hypothesis import given

from network.importing.enums import Column
from network.importing.lines import clean_cell
from network.importing.mistakes import Reason
from tests.network.reading_cells import TODAY, reason_of


@pytest.mark.parametrize(
    "cell",
    [
        *("2024-04-01", "2024/4/1", "2024.4.1", "2024年4月1日", "20240401", "２０２４／０４／０１", " 2024 / 4 / 1 "),
        *("令和6年4月1日", "R6.4.1", "R6/4/1", "令和 6年 4月 1日", "Ｒ６．４．１"),
        *("2024/4/1(月)", "2024年4月1日（月曜日）", "2024年4月1日月曜", "令和6年4月1日(月)"),
        *("2024/04/01 13:22:11", "2024/4/1 9:05", "2024/04/01 午後1:22", "2024/4/1 午後3時", "2024-04-01T13:22:11"),
        *("2024/04/01 9:12:30 午後 GMT+9", "2024/04/01 9:12:30 GMT+09:00", "2024/4/1 9:05 JST"),
        *("2024-03-31T15:30:00Z", "2024-04-01 00:30:00+09:00", "45383"),
    ],
)
def test_day_is_read_as_people_write_it(cell: str) -> None:
    assert clean_cell(Column.QUALIFIED_ON, cell, TODAY) == date(2024, 4, 1)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("2024/2/31", Reason.NO_SUCH_DAY),
        ("2023-02-29", Reason.NO_SUCH_DAY),
        ("2024-13-01", Reason.NO_SUCH_DAY),
        ("0000-01-01", Reason.NO_SUCH_DAY),
        ("2026-05-02", Reason.IN_THE_FUTURE),
        ("1923-07-10", Reason.TOO_LONG_AGO),
        ("1/4/2024", Reason.NO_DAY),
        ("令和6年2月30日", Reason.NO_SUCH_DAY),
        ("平成36年4月1日", Reason.NO_SUCH_DAY),
        ("R6.April", Reason.NO_DAY),
        ("2024/04/01 23:30:00 GMT", Reason.NO_DAY),
        ("4538", Reason.NO_DAY),
        ("April", Reason.NO_DAY),
        ("0001-01-01T00:00:00+14:00", Reason.NO_SUCH_DAY),
        ("9999-12-31T23:59:59-12:00", Reason.NO_SUCH_DAY),
        ("9" * 5000, Reason.TOO_LONG),
    ],
)
def test_day_that_is_none_is_wrong(cell: str, reason: Reason) -> None:
    assert reason_of(Column.QUALIFIED_ON, cell) == reason


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("令和元年5月1日", date(2019, 5, 1)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("S64.1.7", date(1989, 1, 7)),
        ("2024/4/1 19:05", date(2024, 4, 1)),
    ],
)
def test_day_of_an_era_and_of_a_moment_is_its_own(cell: str, day: date) -> None:
    assert clean_cell(Column.QUALIFIED_ON, cell, TODAY) == day


@given(st.dates(min_value=date(1980, 1, 1), max_value=TODAY))
def test_every_day_is_read_in_every_spelling(day: date) -> None:
    spellings = [
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
        f"{day:%Y/%m/%d} 23:59:59",
        f"{day:%Y/%m/%d}({'月火水木金土日'[day.weekday()]})",
        str((day - date(1899, 12, 30)).days),
    ]

    assert {clean_cell(Column.REGISTERED_ON, spelling, TODAY) for spelling in spellings} == {day}
