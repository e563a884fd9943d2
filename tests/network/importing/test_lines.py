"""Lines of a list of members as a whole, and beside each other."""

from __future__ import annotations

import hypothesis.strategies as st
from hypothesis import given

from network.importing.enums import Column
from network.importing.lines import Problem, clean_line, clean_lines
from network.importing.mistakes import Reason
from network.importing.tables import Row, Table
from tests.network.reading_cells import TODAY

ID = Column.NETWORK_ID


def test_line_says_all_that_is_wrong_with_it() -> None:
    cells = {ID: "", Column.EMAIL: "lan", Column.PREFECTURE: "Hanoi", Column.NAME: "Lan"}

    line = clean_line(7, cells, TODAY)

    assert line.number == 7
    assert set(line.problems) == {
        Problem(ID, Reason.MISSING),
        Problem(Column.EMAIL, Reason.NO_ADDRESS),
        Problem(Column.PREFECTURE, Reason.UNKNOWN_PREFECTURE),
    }


def test_confirmed_experience_of_who_has_none_is_wrong() -> None:
    cells = {ID: "1", Column.EXPERIENCE: "no", Column.EXPERIENCE_CONFIRMED_ON: "2024-04-01"}

    assert clean_line(2, cells, TODAY).problems == (Problem(Column.EXPERIENCE, Reason.CONTRADICTION),)


def test_line_that_ends_nobody_knows_where_is_wrong_and_says_nothing() -> None:
    table = Table(("ID", "Name"), (Row(2, ("BN-1", '"Lan'), is_broken=True), Row(3, ("BN-2", "Hoa"))))

    broken, whole = clean_lines(table, {ID: 0, Column.NAME: 1}, TODAY)

    assert (broken.values, broken.problems) == ({}, (Problem(ID, Reason.QUOTATION_MARK),))
    assert whole.problems == ()


def test_lines_that_meet_are_all_wrong() -> None:
    table = Table(
        ("ID", "Mail"),
        (
            Row(2, ("BN-1", "a@example.org")),
            Row(3, ("bn1", "b@example.org")),
            Row(4, ("BN-2", "A@example.org")),
            Row(5, ("BN-3", "")),
        ),
    )

    lines = clean_lines(table, {ID: 0, Column.EMAIL: 1}, TODAY)

    assert {line.number: line.problems for line in lines} == {
        2: (Problem(ID, Reason.TWICE_IN_THE_FILE), Problem(Column.EMAIL, Reason.TWICE_IN_THE_FILE)),
        3: (Problem(ID, Reason.TWICE_IN_THE_FILE),),
        4: (Problem(Column.EMAIL, Reason.TWICE_IN_THE_FILE),),
        5: (),
    }


@given(st.dictionaries(st.sampled_from(list(Column)), st.text(max_size=60)))
def test_any_line_is_cleaned_or_told_wrong(cells: dict[Column, str]) -> None:
    line = clean_line(2, cells, TODAY)

    assert {problem.column for problem in line.problems} <= {*cells, ID}
    assert not any(value is None for value in line.values.values())
