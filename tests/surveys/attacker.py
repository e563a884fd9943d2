"""A program that says whose answers these are. Nothing here opens a token: it has the database after every answer and
every opening, all keys but those of the fields, and what has come out of the boxes, as the office reads it.

Each clue weighs how well a target fits a person; a guess names the best one. `best_guesses` tries every clue by itself
and all of them together.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property


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
    kind: str  # as what it is kept
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


def rising(count: int, weights: Sequence[float]) -> list[list[float]]:
    """The share of each weight at each of so many places, over all ways to choose so many of them in their order."""
    ahead, behind = _ways(count, weights), _ways(count, weights[::-1])
    every = sum(ahead[count][1:]) or 1.0
    return [
        [
            weight * sum(ahead[place][: at + 1]) * sum(behind[count - place - 1][: len(weights) - at]) / every
            for at, weight in enumerate(weights)
        ]
        for place in range(count)
    ]


def _ways(count: int, weights: Sequence[float]) -> list[list[float]]:
    """[how many are chosen][the last one chosen, counted from 1]; of none, one way at 0."""
    ways = [[1.0] + [0.0] * len(weights)]
    for _chosen in range(count):
        before = ways[-1]
        ways.append([0.0, *(weight * sum(before[: at + 1]) for at, weight in enumerate(weights))])
    return ways


Clue = Callable[[Target, Person, "Case"], float]


@dataclass(frozen=True, eq=False)
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

    @cache  # noqa: B019  a case lives as long as its round
    def in_order(self, name: str) -> dict[str, dict[int, float]]:
        """For each target its people, if those that came together lie in the order in which people answered."""
        found: dict[str, dict[int, float]] = {}
        for beside in self._groups.values():
            order = sorted(beside, key=lambda one: getattr(one, name))
            weights = [order[0].chances[person.key] for person in self.present(order[0])]
            for target, shares in zip(order, rising(len(order), weights), strict=True):
                found[target.key] = {
                    person.key: share for person, share in zip(self.present(target), shares, strict=True)
                }
        return found

    @cache  # noqa: B019  likewise
    def more_than_it_holds(self, kind: str, trace: str) -> float:
        """By how much a person's trace is longer than what is in it: where true pairs pile up."""
        piles: Counter[int] = Counter()
        for target in self.targets:
            if target.kind == kind and target.length is not None:
                for person in self.present(target):
                    if (seen := getattr(person, trace)) is not None:
                        piles[round((seen - target.length * GROWN) / BLOCK)] += target.chances[person.key]  # type: ignore[assignment]
        return piles.most_common(1)[0][0] * BLOCK if piles else 0.0


BLOCK = 24
"""Characters of a token: lengths are told in steps of about so many."""
GROWN = 4 / 3
"""What a byte becomes in a token."""
NOT_QUITE = 0.02
"""Of clues that may mislead: some other one may still tell."""


def by_language(target: Target, person: Person, case: Case) -> float:
    said = {language for language in (target.language, target.written_in) if language}
    return float(not said or person.language in said)


def by_month(target: Target, person: Person, case: Case) -> float:
    return _fits(target.month is None or person.day.replace(day=1) == target.month)


def by_place(target: Target, person: Person, case: Case) -> float:
    return case.in_order("place")[target.key].get(person.key, 0.0)


def by_key(target: Target, person: Person, case: Case) -> float:
    return case.in_order("key")[target.key].get(person.key, 0.0)


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
    return _same_length(target, person, case, "growth")


def by_draft(target: Target, person: Person, case: Case) -> float:
    return _same_length(target, person, case, "draft")


def _same_length(target: Target, person: Person, case: Case, trace: str) -> float:
    seen = getattr(person, trace)
    if target.length is None or seen is None:
        return 1.0
    away = abs(seen - target.length * GROWN - case.more_than_it_holds(target.kind, trace))
    return math.exp(-away / BLOCK) + 1e-9


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


def scores(
    case: Case, truth: Mapping[str, int], chance: random.Random, clues: Iterable[str] = tuple(CLUES)
) -> dict[str, Score]:
    """Of each clue; and of the same when it names only where it is rather sure."""
    found = {}
    for clue in clues:
        made = guesses(case, CLUES[clue], chance)
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
