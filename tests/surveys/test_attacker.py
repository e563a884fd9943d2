"""The attacker's program finds what is there to find: each trace that a box could leave, by itself."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.surveys.attacker import CLUES, Case, Person, Score, Target, scores, together

LENGTHS = range(30, 1200)
Trace = Callable[[Person, Target, int], tuple[dict[str, Any], dict[str, Any]]]
"""What it adds to a person and to the answer of that person, of so many bytes."""

TRACES: dict[str, Trace] = {
    "month": lambda one, two, length: ({}, {"month": one.day.replace(day=1)}),
    "language": lambda one, two, length: ({}, {"written_in": one.language}),
    "growth of the box": lambda one, two, length: ({"growth": 100 + length * 4 // 3}, {"length": length}),
    "length of a draft": lambda one, two, length: ({"draft": 300 + length * 4 // 3}, {"length": length}),
    "order in the table": lambda one, two, length: ({}, {"place": one.place}),
    "order of keys": lambda one, two, length: ({}, {"key": f"{one.place:02} {two.key}"}),
    "transaction": lambda one, two, length: ({"transaction": str(one.place)}, {"transaction": str(one.place)}),
    "time of a token": lambda one, two, length: ({"second": second(one)}, {"second": second(one)}),
    "first sight of a row": lambda one, two, length: ({}, {"first_seen_with": one.key}),
}


def second(person: Person) -> datetime:
    return datetime(2026, 5, 1, tzinfo=UTC) + timedelta(seconds=person.place)


def thirty(chance: random.Random, trace: Trace | None) -> tuple[Case, dict[str, int]]:
    """Five of ten come out each time, and leave nothing but this trace."""
    people = [a_person(place, chance) for place in range(30)]
    targets: list[Target] = []
    truth = {}
    box: list[Person] = []
    for person in list(people):
        box.append(person)
        if len(box) == 10:
            drawn = chance.sample(box, 5)
            box = [one for one in box if one not in drawn]
            for place, one in enumerate(drawn):
                target = Target(f"{chance.random()}", "words", str(person.place), {}, place)
                length = chance.choice(LENGTHS)
                if trace:
                    mine, its = trace(one, target, length)
                    people[one.place] = replace(one, **mine)
                    target = replace(target, **its)
                truth[target.key] = one.key
                targets.append(replace(target, chances=chances_of(people[: person.place + 1])))
    return Case({one.key: one for one in people}, targets), truth


def a_person(place: int, chance: random.Random) -> Person:
    language = "ja" if chance.random() < 0.1 else "vi"
    return Person(1000 + place, place, language, date(2026, 4, 1) + timedelta(days=9 * place))


def chances_of(people: list[Person]) -> dict[int, float]:
    """The last ten are most likely still there."""
    return {one.key: 0.6 ** max(0, (len(people) - 10 - one.place + 4) // 5) for one in people}


def measured(runs: int, trace: Trace | None, clues: Iterable[str]) -> list[Score]:
    chance = random.Random(9)
    return together(scores(*thirty(chance, trace), chance, clues) for _run in range(runs))


def test_box_without_a_trace_names_nobody() -> None:
    assert [str(score) for score in measured(30, None, CLUES) if score.at_least > 0.2] == []


@pytest.mark.parametrize("clue", TRACES)
def test_trace_is_found(clue: str) -> None:
    """The order alone tells least of all: about one in four."""
    assert max(score.at_least for score in measured(100, TRACES[clue], [clue])) > 0.2


def test_few_right_names_are_no_proof() -> None:
    assert Score("luck", named=6, right=3).at_least < 0.2 < Score("a leak", named=60, right=30).at_least
