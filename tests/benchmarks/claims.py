"""What is left when many send at the same moment: the worst of 50 rounds each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.benchmarks import Figure, exactly
from tests.claims.racing import (
    CLAIMING,
    EQUAL,
    JOINING,
    Outcome,
    claim_for_one_person,
    join_one_visit,
    send_equal_posts,
)
from tests.racers import racers

ROUNDS = 50


def figures() -> Iterator[Figure]:
    opener, *people = racers(CLAIMING + 1)
    yield from _figures(f"{CLAIMING} claims for one person", "visits", 3, lambda: claim_for_one_person(people))
    joining = people[:JOINING]
    yield from _figures(f"{JOINING} joining one visit", "supporters", 2, lambda: join_one_visit(opener, joining))
    yield from _figures(f"{EQUAL} equal posts", "claims", 1, lambda: send_equal_posts(opener, EQUAL), mails=1)


def _figures(
    name: str, unit: str, wanted: int, race: Callable[[], Outcome], mails: int | None = None
) -> Iterator[Figure]:
    outcomes = [race() for _round in range(ROUNDS)]
    yield exactly(f"claims: left of {name}", _farthest([one.left for one in outcomes], wanted), unit, wanted)
    if mails is not None:
        yield exactly(f"claims: mails of {name}", _farthest([one.mails for one in outcomes], mails), "mails", mails)
    yield exactly(f"claims: broken answers of {name}", sum(one.broken for one in outcomes), "answers", 0)


def _farthest(counts: list[int], wanted: int) -> int:
    return max(counts, key=lambda count: abs(count - wanted))
