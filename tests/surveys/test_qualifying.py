"""Qualified otherwise than by the last answer: by a list of the office, or because less is asked for (L3)."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime

import pytest

from network.models import Supporter
from portal.audit import AuditEntry
from surveys.actions import (
    answer_survey,
    qualify_everybody_who_has_all,
    take_back_qualification,
    take_over_qualification,
)
from surveys.models import Qualification, RequiredPeriod, Survey
from tests.factories import SupporterFactory
from tests.learning import make_course, make_lecture, make_survey

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 1, 10, tzinfo=UTC)
TODAY, LISTED = date(2026, 5, 1), date(2025, 11, 3)


@pytest.fixture
def supporter() -> Supporter:
    return SupporterFactory()


@pytest.fixture
def surveys() -> list[Survey]:
    """Required, both of them."""
    course = make_course()
    made = [make_survey(make_lecture(course, number)) for number in (1, 2)]
    RequiredPeriod.objects.create(starts_on=date(2023, 7, 10)).surveys.set(made)
    return made


def answer(supporter: Supporter, survey: Survey) -> None:
    answer_survey(supporter, survey, {str(uuid.uuid4()): "x"}, language="vi", now=NOW)


def qualified() -> list[tuple[Supporter, date]]:
    return [(kept.supporter, kept.qualified_on) for kept in Qualification.objects.select_related("supporter")]


def recorded() -> list[tuple[str, int | None]]:
    return list(AuditEntry.objects.order_by("pk").values_list("verb", "actor_id"))


def test_day_of_the_offices_list_qualifies_and_is_recorded(supporter: Supporter) -> None:
    take_over_qualification(supporter, qualified_on=LISTED, by_id=7, now=NOW)

    assert (qualified(), recorded()) == ([(supporter, LISTED)], [("qualification taken over", 7)])


def test_list_without_a_day_qualifies_nobody(supporter: Supporter) -> None:
    take_over_qualification(supporter, qualified_on=None, by_id=7, now=NOW)

    assert (qualified(), recorded()) == ([], [])


def test_day_that_stands_is_kept_when_a_list_tells_another(supporter: Supporter) -> None:
    Qualification.objects.create(supporter=supporter, qualified_on=TODAY)

    take_over_qualification(supporter, qualified_on=LISTED, by_id=7, now=NOW)

    assert (qualified(), recorded()) == ([(supporter, TODAY)], [])


def test_what_an_import_told_goes_with_it_and_is_recorded(supporter: Supporter, surveys: list[Survey]) -> None:
    other = SupporterFactory()
    for person in (supporter, other):
        take_over_qualification(person, qualified_on=LISTED, by_id=None, now=NOW)
    answer(supporter, surveys[0])

    take_back_qualification(supporter, by_id=7, now=NOW)

    assert (qualified(), recorded()[-1]) == ([(other, LISTED)], ("qualification taken back", 7))


def test_who_has_answered_all_stays_qualified_by_that_when_an_import_goes(
    supporter: Supporter, surveys: list[Survey]
) -> None:
    take_over_qualification(supporter, qualified_on=LISTED, by_id=7, now=NOW)
    for survey in surveys:
        answer(supporter, survey)

    take_back_qualification(supporter, by_id=7, now=NOW)

    assert qualified() == [(supporter, TODAY)]


def test_taking_back_from_who_was_not_qualified_writes_nothing(supporter: Supporter) -> None:
    take_back_qualification(supporter, by_id=7, now=NOW)

    assert (qualified(), recorded()) == ([], [])


def test_who_has_all_that_a_shorter_list_asks_for_is_qualified_by_the_clock(surveys: list[Survey]) -> None:
    of_the_first, of_the_second = SupporterFactory.create_batch(2)
    answer(of_the_first, surveys[0])
    answer(of_the_second, surveys[1])
    RequiredPeriod.objects.create(starts_on=TODAY).surveys.set(surveys[:1])
    assert qualified() == []

    for _time in range(2):
        qualify_everybody_who_has_all(NOW)

    assert qualified() == [(of_the_first, TODAY)]


def test_answers_of_who_has_no_login_count_as_anybodys(surveys: list[Survey]) -> None:
    on_paper = SupporterFactory(user=None)
    for survey in surveys:
        answer(on_paper, survey)

    assert qualified() == [(on_paper, TODAY)]
