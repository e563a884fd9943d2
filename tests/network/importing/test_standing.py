from __future__ import annotations

from typing import Any

import pytest

from network.importing.enums import Column, Outcome
from network.importing.judging import Known, Standing, judge
from network.importing.lines import Line, Problem
from network.importing.mistakes import Reason
from network.importing.tables import Unreadable
from network.importing.text_files import ENCODINGS as READ_ENCODINGS
from network.importing.texts import ENCODINGS, REASONS, UNREADABLE
from portal.figures.spreadsheets import harmless

ID = Column.NETWORK_ID


def line_with(**values: Any) -> Line:
    return Line(2, {ID: "BN-1", **{Column(column): value for column, value in values.items()}})


def known_with(**values: Any) -> Standing:
    return Standing(known=Known({Column.NAME: "Lan", **{Column(column): value for column, value in values.items()}}))


def test_unknown_id_is_a_new_member() -> None:
    verdict = judge(line_with(name="Lan", telephone="090"), Standing())

    assert (verdict.outcome, verdict.fills) == (Outcome.NEW, (Column.NAME, Column.TELEPHONE))


def test_new_member_needs_a_name() -> None:
    assert judge(line_with(), Standing()).problems == (Problem(Column.NAME, Reason.MISSING),)


def test_known_member_is_filled_in_and_never_overwritten() -> None:
    verdict = judge(
        line_with(name="Lan", telephone="090", prefecture="13", organisation="Union"),
        known_with(telephone="", prefecture="23", organisation="ＵＮＩＯＮ"),
    )

    assert verdict.outcome == Outcome.CHANGED
    assert verdict.fills == (Column.TELEPHONE,)
    assert verdict.differs == (Column.PREFECTURE,)


def test_line_that_says_what_is_known_changes_nothing() -> None:
    verdict = judge(line_with(name="LAN", experience=False), known_with(experience=None))

    assert (verdict.outcome, verdict.fills, verdict.differs) == (Outcome.SAME, (), ())


def test_wants_are_one_answer() -> None:
    none, one = {"wants_to_learn": False}, {"wants_to_learn": True}

    assert judge(line_with(wants_to_accompany=True), known_with(**none)).fills == (Column.WANTS_TO_ACCOMPANY,)
    assert judge(line_with(wants_to_accompany=True), known_with(wants_to_accompany=False, **one)).differs == (
        Column.WANTS_TO_ACCOMPANY,
    )


def test_fewer_languages_than_known_are_no_difference() -> None:
    known = known_with(languages=(("en", "fluent"), ("vi", "mother")))

    assert judge(line_with(languages=(("vi", "mother"),)), known).differs == ()
    assert judge(line_with(languages=(("vi", "everyday"),)), known).differs == (Column.LANGUAGES,)


def test_login_is_not_given_to_who_has_another_name() -> None:
    verdict = judge(line_with(name="Hoa", email="hoa@example.org"), known_with(email=""))

    assert verdict.problems == (Problem(Column.EMAIL, Reason.LOGIN_OF_ANOTHER_NAME),)


def test_all_problems_are_told_at_once() -> None:
    line = Line(2, {ID: "BN-1"}, (Problem(Column.EMAIL, Reason.NO_ADDRESS),))
    standing = Standing(known=Known({}, has_left=True), is_like_another_id=True)

    assert judge(line, standing).problems == (
        Problem(Column.EMAIL, Reason.NO_ADDRESS),
        Problem(ID, Reason.LIKE_ANOTHER_ID),
        Problem(ID, Reason.HAS_LEFT),
    )


def test_every_reason_has_its_sentence() -> None:
    assert set(REASONS) == set(Reason)
    assert set(UNREADABLE) == set(Unreadable)
    assert set(ENCODINGS) == set(READ_ENCODINGS)


@pytest.mark.parametrize("cell", ["=1+1", "+81", "-1", "@sum", "\t=1", "\r=1"])
def test_cell_that_would_be_a_formula_is_made_harmless(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
