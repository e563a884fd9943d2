"""Files from practice, and what is right for each: all members of it come in, or are named with the reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from network.importing.columns import guess_columns
from network.importing.enums import Column, Outcome
from network.importing.judging import Standing, judge
from network.importing.lines import Line, clean_lines
from network.importing.mistakes import Reason
from network.importing.reading import Book, Choice, left_out, read_book, table, usual_choice
from portal.figures.spreadsheets import harmless

FOLDER = Path(__file__).parent / "cases"
TODAY = date(2026, 5, 1)
SPRING = date(2024, 4, 1)
MOBILE = "09012345678"
ONLINE = 7  # the supporter who registered with the address of the file


@dataclass(frozen=True)
class Case:
    file: str
    says: str
    comes_out: Callable[[str], object]
    right: object

    @property
    def is_right(self) -> bool:
        return self.comes_out(self.file) == self.right


def book_of(file: str) -> Book:
    return read_book((FOLDER / file).read_bytes())


def lines_of(file: str, **choice: Any) -> list[Line]:
    book = book_of(file)
    read = table(book, Choice(**{**usual_choice(book).as_data(), **choice}))
    mapping = {column: at for at, column in enumerate(guess_columns(read.header)) if column}
    return clean_lines(read, mapping, TODAY)


def column(wanted: Column, **choice: Any) -> Callable[[str], object]:
    return lambda file: [line.values.get(wanted) for line in lines_of(file, **choice)]


def problems(**choice: Any) -> Callable[[str], object]:
    """Line → what is wrong in it."""
    return lambda file: {
        line.number: [(problem.column, problem.reason) for problem in line.problems]
        for line in lines_of(file, **choice)
        if line.problems
    }


def members(**choice: Any) -> Callable[[str], object]:
    """The network IDs, or what is wrong, when anything is."""
    return lambda file: problems(**choice)(file) or column(Column.NETWORK_ID, **choice)(file)


CASES = (
    Case("ruled_empty_rows.xlsx", "coloured and ruled rows are nothing", members(), ["A-101", "A-102"]),
    Case("second_sheet.xlsx", "the sheet with members is read", members(), ["A-101"]),
    Case("hidden_rows.xlsx", "hidden rows are left out", members(), ["A-101", "A-103", "A-104"]),
    Case("hidden_rows.xlsx", "and named", lambda file: left_out(book_of(file), usual_choice(book_of(file))).rows, (3,)),
    Case(
        *("hidden_rows.xlsx", "and taken if wanted", members(with_hidden=True)),
        ["A-101", "A-102", "A-103", "A-104"],
    ),
    Case(
        *("errors.csv", "each error is named", problems()),
        {
            **{number: [(Column.NETWORK_ID, Reason.FORMULA_ERROR)] for number in range(2, 7)},
            **{number: [(Column.NAME, Reason.FORMULA_ERROR)] for number in range(7, 9)},
        },
    ),
    Case(
        *("era.csv", "days of eras are read", column(Column.REGISTERED_ON)),
        [SPRING, SPRING, date(2019, 5, 1), date(2019, 4, 30), SPRING, SPRING],
    ),
    Case(
        *("gforms_ja.csv", "time stamps are days", column(Column.REGISTERED_ON)),
        [SPRING, date(2024, 12, 5)],
    ),
    Case(
        *("latin1_silent.csv", "the letters are in doubt"),
        lambda file: {"cp1252", "cp932"} <= set(book_of(file).encodings),
        True,
    ),
    Case(
        *("latin1_silent.csv", "names in the letters chosen", column(Column.NAME, encoding="cp1252")),
        ["João Silva", "Plain Name"],
    ),
    Case(
        *("my_number.csv", "individual numbers are named as never kept"),
        lambda file: book_of(file).never_kept,
        ("マイナンバー",),
    ),
    Case("my_number.csv", "and kept nowhere", lambda file: "123456789012" in str(book_of(file).as_data()), False),
    Case("titlerow.xlsx", "the row that names the columns is found", members(), ["A-101", "A-102"]),
    Case("sep.csv", "the separator said is obeyed", members(), ["A-101"]),
    Case("semicolon_multiline_header.csv", "separators count outside quotes", members(), ["A-101"]),
    Case("pandas_floats.csv", "IDs of a program", column(Column.NETWORK_ID), ["101", "102", "103"]),
    Case("pandas_floats.csv", "zeros come back", column(Column.TELEPHONE), ["0312345678", MOBILE, None]),
    Case("pandas_floats.csv", "or the reason", problems(), {4: [(Column.TELEPHONE, Reason.NO_TELEPHONE)]}),
    Case(
        *("pandas_floats.csv", "a postal code keeps its zeros"),
        lambda file: lines_of(file)[0].values[Column.POSTAL_CODE],
        "110-0005",
    ),
    Case(
        *("phone.csv", "telephones have one spelling", column(Column.TELEPHONE)),
        [MOBILE, MOBILE, MOBILE, None, MOBILE, "+84912345678", None],
    ),
    Case(
        *("phone.csv", "notes and extensions are named", problems()),
        {number: [(Column.TELEPHONE, Reason.MORE_THAN_A_NUMBER)] for number in (5, 8)},
    ),
    Case(
        *("fullwidth_formula.csv", "formulas leave the portal harmless"),
        lambda file: [harmless(line.values[Column.NETWORK_ID])[:2] for line in lines_of(file)],
        ["'＝", "'＠", "'＋"],
    ),
    Case("empty_fill.xlsx", "decoration breaks nothing", members(), ["A-101", "A-102"]),
    Case("strict.xlsx", "the strict format is read", members(), ["A-101", "A-102"]),
    Case("x000d.xlsx", "an escape is a line break", column(Column.NAME), ["テスト 一郎"]),
    Case("x000d.xlsx", "and its member comes in", members(), ["A-101"]),
    Case("serial_and_formula.xlsx", "a serial number is a day", column(Column.REGISTERED_ON), [SPRING]),
    Case(
        *("serial_and_formula.xlsx", "a formula without result is an error", problems()),
        {2: [(Column.EMAIL, Reason.FORMULA_ERROR)]},
    ),
    Case("already_registered.csv", "the older ID is read", members(), ["A-500"]),
    Case(
        *("already_registered.csv", "who registered online is named, to be joined"),
        lambda file: [
            (verdict.outcome, verdict.problems, verdict.registered_as)
            for line in lines_of(file)
            for verdict in [judge(line, Standing(address_is_anothers=True, registered_as=ONLINE))]
        ],
        [(Outcome.NEW, (), ONLINE)],
    ),
)
