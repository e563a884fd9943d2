"""A line beside what the portal knows already: whether it is new, fills something in, changes nothing, or is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .enums import WANTS, Column, Outcome
from .lines import Line, Problem
from .mistakes import Reason
from .words import folded

EMPTY = (None, "", ())
EXACT = (Column.EMAIL, Column.PREFECTURE, Column.LANGUAGE)


@dataclass(frozen=True)
class Known:
    """A supporter as the lines speak of them. What they never said is missing or empty."""

    values: Mapping[Column, Any]
    has_left: bool = False
    is_of_an_importer: bool = False


@dataclass(frozen=True)
class Standing:
    """What the portal knows about the network ID and the address of a line."""

    known: Known | None = None
    is_like_another_id: bool = False
    id_was_taken_back: bool = False
    address_is_anothers: bool = False
    # The supporter who signs in with the line's address; the line's own record has none or another one.
    registered_as: int | None = None


@dataclass(frozen=True)
class Verdict:
    outcome: Outcome
    problems: tuple[Problem, ...] = ()
    fills: tuple[Column, ...] = ()
    differs: tuple[Column, ...] = ()
    # Comes in without the address of this record: to be joined with it at the desk.
    registered_as: int | None = None
    # Whose ID it was is no longer known here: the office's list says whether it is the same person (R2).
    id_was_taken_back: bool = False

    def as_data(self) -> dict[str, Any]:
        """As the report of its line keeps it."""
        return {
            "outcome": self.outcome,
            "problems": [[problem.column.value, problem.reason.value] for problem in self.problems],
            "fills": [column.value for column in self.fills],
            "differs": [column.value for column in self.differs],
            "registered_as_id": self.registered_as,
            "id_was_taken_back": self.id_was_taken_back,
        }


def judge(line: Line, standing: Standing) -> Verdict:
    if not line.values:
        return Verdict(Outcome.WRONG, line.problems)
    fills, differs = _compared(line, standing.known)
    problems = (*line.problems, *_problems(line, standing, fills, differs))
    if problems:
        return Verdict(Outcome.WRONG, problems)
    if standing.registered_as is not None:
        fills = tuple(column for column in fills if column != Column.EMAIL)
    outcome = Outcome.NEW if standing.known is None else Outcome.CHANGED if fills else Outcome.SAME
    return Verdict(
        outcome,
        fills=fills,
        differs=differs,
        registered_as=standing.registered_as,
        id_was_taken_back=standing.id_was_taken_back,
    )


def _problems(line: Line, standing: Standing, fills: tuple[Column, ...], differs: tuple[Column, ...]) -> list[Problem]:
    known = standing.known
    problems = []
    if standing.is_like_another_id:
        problems.append(Problem(Column.NETWORK_ID, Reason.LIKE_ANOTHER_ID))
    if standing.address_is_anothers and standing.registered_as is None:
        problems.append(Problem(Column.EMAIL, Reason.ADDRESS_TAKEN))
    if known is None:
        is_wrong = any(problem.column == Column.NAME for problem in line.problems)
        if Column.NAME not in line.values and not is_wrong:
            problems.append(Problem(Column.NAME, Reason.MISSING))
        return problems
    if known.has_left:
        problems.append(Problem(Column.NETWORK_ID, Reason.HAS_LEFT))
    if known.is_of_an_importer and fills:
        # Nobody confirms their own experience, by a spreadsheet neither (R5).
        problems.append(Problem(Column.NETWORK_ID, Reason.OWN_RECORD))
    if Column.EMAIL in fills and Column.NAME in differs and standing.registered_as is None:
        # One mistyped ID must not open somebody's account to another.
        problems.append(Problem(Column.EMAIL, Reason.LOGIN_OF_ANOTHER_NAME))
    return problems


def _compared(line: Line, known: Known | None) -> tuple[tuple[Column, ...], tuple[Column, ...]]:
    given = {column: value for column, value in line.values.items() if column != Column.NETWORK_ID}
    if known is None:
        return tuple(given), ()
    fills = tuple(column for column, value in given.items() if _is_empty(column, known) and value is not False)
    differs = tuple(
        column
        for column, value in given.items()
        if not _is_empty(column, known) and not _alike(column, value, known.values[column])
    )
    return fills, differs


def _is_empty(column: Column, known: Known) -> bool:
    """Wants are one answer in three columns: where one is said, the others are no."""
    if column in WANTS:
        return not any(known.values.get(want) for want in WANTS)
    return known.values.get(column) in EMPTY


def _alike(column: Column, given: Any, kept: Any) -> bool:
    if column == Column.LANGUAGES:
        return set(given) <= set(kept)
    if column in WANTS:
        return bool(given) == bool(kept)
    if isinstance(given, str) and column not in EXACT:
        return folded(given) == folded(kept)
    return bool(given == kept)
