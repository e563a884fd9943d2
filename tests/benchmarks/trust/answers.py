"""How many of the answers that came out a program ascribes to the right person (tests/surveys/attacker.py)."""

from __future__ import annotations

import random
from collections.abc import Iterator

from courses.models import CoursePage
from tests.benchmarks import Figure, at_most
from tests.learning import make_lecture
from tests.surveys.answering_crowd import make_crowd
from tests.surveys.attacker import together

RUNS = 200
ENOUGH_NAMED = 1000
"""Of fewer, chance alone makes more than one in five right now and then."""


def figures() -> Iterator[Figure]:
    course = CoursePage.objects.filter(locale__language_code="vi").order_by("pk").last()
    assert course is not None
    crowd = make_crowd(make_lecture(course, 90))
    chance = random.Random(RUNS)
    found = together(crowd.watched(chance) for _run in range(RUNS))
    best = next(score for score in found if score.named >= ENOUGH_NAMED)
    name = f"answers: right names of {best.named}, by {best.clue}, in {RUNS} runs of {len(crowd.people)} people"
    yield at_most(name, round(best.share, 3), "of 1", 0.2)
    surest = max(found, key=lambda score: score.at_least)
    name = f"answers: right names of {surest.named} at least, by {surest.clue}, the best of all clues"
    yield at_most(name, round(surest.at_least, 3), "of 1", 0.2)
