"""Twenty supporters type one consultee's code for one hour at once (C7): the worst of 50 rounds."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks import Figure, exactly
from tests.claims.racing import TOGETHER, claim_for_one_hour
from tests.racers import racers

ROUNDS = 50
NAME = f"{TOGETHER} typing one code for one hour"


def figures() -> Iterator[Figure]:
    people = racers(TOGETHER)
    races = [claim_for_one_hour(people) for _round in range(ROUNDS)]
    yield exactly(f"{NAME}: visits", farthest([visits for _outcome, visits in races], 1), "visits", 1)
    yield exactly(f"{NAME}: claims", farthest([outcome.left for outcome, _visits in races], 2), "claims", 2)
    refused = [outcome.refused for outcome, _visits in races]
    yield exactly(f"{NAME}: clear refusals", farthest(refused, TOGETHER - 2), "pages", TOGETHER - 2)
    yield exactly(f"{NAME}: broken answers", sum(outcome.broken for outcome, _visits in races), "answers", 0)


def farthest(counts: list[int], wanted: int) -> int:
    return max(counts, key=lambda count: abs(count - wanted))
