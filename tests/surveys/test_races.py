"""Many people answer one survey at the same moment, while the clock opens its box and pages keep what is typed."""

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
from portal import drafts
from portal.drafts import Draft, draft_of
from surveys.actions import answer_survey, close_box, open_full_boxes
from surveys.drafts import draft_name
from surveys.models import Answer, Completion, SealedAnswer, Survey
from tests.databases import Copy
from tests.factories import SupporterFactory, UserFactory
from tests.learning import make_lecture, make_survey

pytestmark = pytest.mark.race

PEOPLE = 20
KEEPING, PAUSES = 4, 8
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
                answer_survey(person, survey, given, language="vi", now=now)
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


@pytest.mark.parametrize("was_kept", [True, False])
@pytest.mark.parametrize("round_", range(ROUNDS))
def test_answers_that_are_kept_while_they_are_sent_stand_nowhere_beside_the_person(
    race_database: Copy, was_kept: bool, round_: int
) -> None:
    survey = new_survey()
    for person in people(5):
        page = draft_of(person.user_id or 0, draft_name(survey.pk)).page
        if was_kept:
            drafts.keep(page, {"q": ["words"]}, now=timezone.now())

        send_while_keeping(person, survey, page)

        assert Completion.objects.filter(survey=survey, supporter=person).count() == 1
        assert list(Draft.objects.filter(owner=person.user).values_list("values", "times_sent")) == [({}, 1)]


def send_while_keeping(person: Supporter, survey: Survey, page: drafts.Page) -> None:
    start = Barrier(KEEPING + 1)

    def run(keeps: bool) -> None:
        now = timezone.now()
        try:
            start.wait()
            if keeps:
                for _pause in range(PAUSES):
                    drafts.keep(page, {"q": ["words"]}, now=now)
            else:
                answer_survey(person, survey, {QUESTION: "words"}, language="vi", now=now)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(KEEPING + 1) as pool:
        list(pool.map(run, [*[True] * KEEPING, False]))
