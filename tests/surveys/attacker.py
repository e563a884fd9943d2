"""A program that says whose answers these are. Nothing here opens a token: it has the database after every answer and
every opening, all keys but those of the fields, and what has come out of the boxes, as the office reads it.

Each clue weighs how well a target fits a person; a guess names the best one. `best_guesses` tries every clue by itself
and all of them together.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from statistics import median


@dataclass(frozen=True)
class Person:
    """What the dumps tell of somebody who has answered, in the order of answering. Empty or None: nothing."""

    key: int
    place: int
    language: str
    day: date
    second: datetime | None = None  # of the idempotency row
    transaction: str = ""
    growth: int | None = None  # of all that is sealed, with this answer
    draft: int | None = None


@dataclass(frozen=True)
class Target:
    """A sealed row, or an answer that came out; `chances` are those of the people who had answered before."""

    key: str
    group: str  # targets that came together
    chances: Mapping[int, float]
    place: int  # in the table
    length: int | None = None
    written_in: str = ""
    month: date | None = None
    language: str = ""
    second: datetime | None = None
    transaction: str = ""
    first_seen_with: int | None = None


Clue = Callable[[Target, Person, "Case"], float]


@dataclass(frozen=True)
class Case:
    people: Mapping[int, Person]
    targets: Sequence[Target]

    @cached_property
    def _groups(self) -> dict[str, list[Target]]:
        found: dict[str, list[Target]] = {}
        for target in self.targets:
            found.setdefault(target.group, []).append(target)
        return found

    @cached_property
    def _present(self) -> dict[str, list[Person]]:
        return {
            group: [person for person in self.people.values() if beside[0].chances.get(person.key)]
            for group, beside in self._groups.items()
        }

    def beside(self, target: Target) -> list[Target]:
        """Those that came together with it, and itself."""
        return self._groups[target.group]

    def present(self, target: Target) -> list[Person]:
        """In the order of answering; the same for all that came together."""
        return self._present[target.group]


NOT_QUITE = 0.02
"""Of clues that may mislead: some other one may still tell."""


def by_language(target: Target, person: Person, case: Case) -> float:
    said = {language for language in (target.language, target.written_in) if language}
    return float(not said or person.language in said)


def by_month(target: Target, person: Person, case: Case) -> float:
    return _fits(target.month is None or person.day.replace(day=1) == target.month)


def by_place(target: Target, person: Person, case: Case) -> float:
    return _same_rank(target, person, case, lambda other: other.place)


def by_key(target: Target, person: Person, case: Case) -> float:
    return _same_rank(target, person, case, lambda other: other.key)


def _same_rank(target: Target, person: Person, case: Case, of: Callable[[Target], object]) -> float:
    """The first of those that came together is the first's of those who were there."""
    order = sorted(case.beside(target), key=of)  # type: ignore[arg-type]
    people = case.present(target)
    at = order.index(target) * len(people) // len(order)
    return _fits(people[at].key == person.key)


def by_newness(target: Target, person: Person, case: Case) -> float:
    return _fits(case.present(target)[-1].key == person.key)


def by_first_sight(target: Target, person: Person, case: Case) -> float:
    return _fits(target.first_seen_with in (None, person.key))


def by_transaction(target: Target, person: Person, case: Case) -> float:
    return _fits(not target.transaction or target.transaction == person.transaction)


def by_second(target: Target, person: Person, case: Case) -> float:
    if target.second is None or person.second is None:
        return 1.0
    return _fits(target.second == person.second.replace(microsecond=0))


def by_growth(target: Target, person: Person, case: Case) -> float:
    return _same_length(target, person, case, lambda one: one.growth)


def by_draft(target: Target, person: Person, case: Case) -> float:
    return _same_length(target, person, case, lambda one: one.draft)


def _same_length(target: Target, person: Person, case: Case, of: Callable[[Person], int | None]) -> float:
    """A token is longer than what it holds, by a third and something: as much as makes those that came together fit."""
    lengths = [other.length for other in case.beside(target) if other.length is not None]
    seen = {one.key: length for one in case.present(target) if (length := of(one)) is not None}
    if target.length is None or person.key not in seen:
        return 1.0
    more = median(seen.values()) - median(lengths) * 4 / 3
    away = abs(seen[person.key] - more - target.length * 4 / 3)
    return math.exp(-away / (20 + 0.05 * target.length)) + 1e-9


def _fits(it_does: bool) -> float:
    return 1.0 if it_does else NOT_QUITE


CLUES: dict[str, tuple[Clue, ...]] = {
    "who was there": (),
    "language": (by_language,),
    "month": (by_month,),
    "order in the table": (by_place,),
    "order of keys": (by_key,),
    "who came last": (by_newness,),
    "first sight of a row": (by_first_sight,),
    "transaction": (by_transaction,),
    "time of a token": (by_second,),
    "growth of the box": (by_language, by_growth),
    "length of a draft": (by_language, by_draft),
    "both lengths": (by_language, by_growth, by_draft),
    "all of a row": (by_language, by_first_sight, by_transaction, by_second, by_growth, by_draft),
}


@dataclass(frozen=True)
class Guess:
    target: str
    person: int
    is_sure: bool


def guesses(case: Case, clues: Sequence[Clue], chance: random.Random) -> list[Guess]:
    """One for each target for which anybody is left."""
    return [guess for target in case.targets if (guess := _guess(target, case, clues, chance)) is not None]


def _guess(target: Target, case: Case, clues: Sequence[Clue], chance: random.Random) -> Guess | None:
    weights = {
        person.key: target.chances[person.key] * math.prod(clue(target, person, case) for clue in clues)
        for person in case.present(target)
    }
    every = sum(weights.values())
    if not every:
        return None
    best = max(weights.values())
    named = chance.choice([key for key, weight in weights.items() if weight > best * 0.999])
    return Guess(target.key, named, is_sure=best / every > 0.5)


@dataclass(frozen=True)
class Score:
    clue: str
    named: int = 0
    right: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.clue, self.named + other.named, self.right + other.right)

    def __str__(self) -> str:
        return f"{self.right} of {self.named} by {self.clue}"

    @property
    def share(self) -> float:
        return self.right / self.named if self.named else 0.0

    @property
    def at_least(self) -> float:
        """The share, less what chance may have added to it: three standard deviations (Wilson)."""
        n, z = self.named, 3.0
        spread = z * math.sqrt(self.share * (1 - self.share) / n + z * z / (4 * n * n)) if n else 0.0
        return (self.share + z * z / (2 * n) - spread) / (1 + z * z / n) if n else 0.0


def scores(case: Case, truth: Mapping[str, int], chance: random.Random) -> dict[str, Score]:
    """Of each clue; and of the same when it names only where it is rather sure."""
    found = {}
    for clue, parts in CLUES.items():
        made = guesses(case, parts, chance)
        found[clue] = _score(clue, made, truth)
        sure = f"{clue}, where sure"
        found[sure] = _score(sure, [guess for guess in made if guess.is_sure], truth)
    return found


def _score(clue: str, made: Iterable[Guess], truth: Mapping[str, int]) -> Score:
    right = [truth[guess.target] == guess.person for guess in made]
    return Score(clue, len(right), sum(right))


def together(runs: Iterable[dict[str, Score]]) -> list[Score]:
    """Of all runs, the best first."""
    sums: dict[str, Score] = {}
    for run in runs:
        for clue, score in run.items():
            sums[clue] = sums.get(clue, Score(clue)) + score
    return sorted(sums.values(), key=lambda one: -one.share)
