"""Many people answer one survey at the same moment, while the clock opens its box."""

from __future__ import annotations

import os
import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone

from courses.models import CoursePage
from network.models import Supporter
from surveys.actions import answer_survey, close_box, open_full_boxes
from surveys.models import Answer, Completion, SealedAnswer, Survey
from tests.databases import Copy
from tests.factories import SupporterFactory, UserFactory
from tests.learning import make_lecture, make_survey

pytestmark = pytest.mark.race

PEOPLE = 20
QUESTION = str(uuid.uuid4())
ROUNDS = int(os.environ.get("RACE_ROUNDS", "1"))


def new_survey() -> Survey:
    course = CoursePage.objects.filter(locale__language_code="vi").order_by("pk").last()
    assert course is not None
    return make_survey(make_lecture(course, 90))


def answer_together(people: list[Supporter], survey: Survey, *, ticks: int = 0) -> None:
    """Each once, and the clock beside them so many times, all starting at the same moment."""
    start = Barrier(len(people) + ticks)

    def run(person: Supporter | None) -> None:
        now = timezone.now()
        try:
            start.wait()
            if person is None:
                open_full_boxes(now)
            else:
                given = {QUESTION: f"words of {person.pk}"}
                answer_survey(person, survey, given, language="vi", key=uuid.uuid4(), now=now)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(people) + ticks) as pool:
        list(pool.map(run, [*people, *[None] * ticks]))


def people(count: int) -> list[Supporter]:
    return [SupporterFactory(user=UserFactory(password="!")) for _number in range(count)]


def words(survey: Survey) -> tuple[int, int]:
    """How many came out, and how many wait."""
    waiting = [row for row in SealedAnswer.objects.filter(survey=survey) if "words" in row.payload["waits"]]
    return Answer.objects.filter(survey=survey).count(), len(waiting)


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_no_answer_of_many_at_once_is_lost_or_there_twice(race_database: Copy, round_: int) -> None:
    survey = new_survey()
    crowd = people(PEOPLE)

    answer_together(crowd, survey, ticks=3)
    open_full_boxes(timezone.now())
    assert Completion.objects.filter(survey=survey).count() == PEOPLE
    assert words(survey) == (15, 5)

    close_box(survey, now=timezone.now())
    texts = sorted(one.text for one in Answer.objects.filter(survey=survey))
    assert texts == sorted(f"words of {person.pk}" for person in crowd)


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_one_person_in_many_tabs_answers_once(race_database: Copy, round_: int) -> None:
    survey = new_survey()
    (person,) = people(1)

    answer_together([person] * PEOPLE, survey)

    assert Completion.objects.filter(survey=survey).count() == SealedAnswer.objects.filter(survey=survey).count() == 1


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_many_clocks_open_a_box_once(race_database: Copy, round_: int) -> None:
    survey = new_survey()
    answer_together(people(10), survey)

    answer_together([], survey, ticks=8)

    assert words(survey) == (5, 5)
