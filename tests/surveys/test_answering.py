from __future__ import annotations

import uuid
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from courses.actions.watching import say_watched_otherwise
from courses.enums import OtherWay
from network.models import Supporter
from surveys.actions import answer_survey
from surveys.models import Completion, Qualification, Question, RequiredPeriod, SealedAnswer, Survey
from tests.factories import SupporterFactory
from tests.learning import field_of, make_course, make_lecture, make_survey

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 1, 10, tzinfo=UTC)


@pytest.fixture
def supporter() -> Supporter:
    return SupporterFactory()


@pytest.fixture
def survey() -> Survey:
    return make_survey(make_lecture(make_course()))


def address_of(survey: Survey) -> str:
    with translation.override("vi"):
        return reverse("surveys:answer", args=[survey.key])


def has_read(supporter: Supporter, survey: Survey) -> None:
    say_watched_otherwise(supporter.pk, survey.lecture_id, OtherWay.TRANSCRIPT, now=NOW)


def answer(supporter: Supporter, survey: Survey, *, language: str = "vi", text: str = "lắng nghe") -> bool:
    question = str(uuid.uuid4())
    return answer_survey(supporter, survey, {question: text}, language=language, now=NOW)


def test_survey_is_closed_before_the_lecture_was_seen(client: Client, supporter: Supporter, survey: Survey) -> None:
    client.force_login(supporter.user)

    response = client.post(address_of(survey), {field_of(survey, "short"): "x", "idempotency_key": uuid.uuid4()})

    assert (response.status_code, Completion.objects.count()) == (403, 0)


def test_survey_sent_twice_is_answered_once(client: Client, supporter: Supporter, survey: Survey) -> None:
    has_read(supporter, survey)
    client.force_login(supporter.user)
    sent = {field_of(survey, "short"): "lắng nghe", "idempotency_key": uuid.uuid4()}

    first = client.post(address_of(survey), sent)
    second = client.post(address_of(survey), sent)

    assert (first.status_code, first["Location"]) == (302, second["Location"])
    assert (Completion.objects.count(), SealedAnswer.objects.count()) == (1, 1)


def test_answers_changed_after_they_arrived_are_not_thanked_for(
    client: Client, supporter: Supporter, survey: Survey
) -> None:
    has_read(supporter, survey)
    client.force_login(supporter.user)
    sent = {field_of(survey, "short"): "lắng nghe", "idempotency_key": uuid.uuid4()}

    first = client.post(address_of(survey), sent, follow=True)
    second = client.post(address_of(survey), sent | {field_of(survey, "short"): "kiên nhẫn"}, follow=True)

    assert [len(list(answer.context["messages"])) for answer in (first, second)] == [0, 1]
    assert SealedAnswer.objects.count() == 1


def test_survey_answered_in_another_form_stays_answered_once(supporter: Supporter, survey: Survey) -> None:
    assert [answer(supporter, survey) for _twice in range(2)] == [True, False]

    assert (Completion.objects.count(), SealedAnswer.objects.count()) == (1, 1)


@pytest.mark.parametrize("typed", ["", "   ", "\x00", "x" * 201])
def test_answer_that_cannot_be_kept_is_a_form_error(
    client: Client, supporter: Supporter, survey: Survey, typed: str
) -> None:
    has_read(supporter, survey)
    client.force_login(supporter.user)

    response = client.post(address_of(survey), {field_of(survey, "short"): typed, "idempotency_key": uuid.uuid4()})

    assert (response.status_code, Completion.objects.count()) == (200, 0)
    assert response.context["form"].errors.keys() == {field_of(survey, "short")}


def test_survey_of_all_kinds_shows_a_field_for_each(client: Client, supporter: Supporter) -> None:
    options = [{"type": "option", "value": word, "id": str(uuid.uuid4())} for word in ("một", "hai")]
    kinds = ["single", "multiple", "scale", "short", "long"]
    survey = make_survey(
        make_lecture(make_course()),
        *(Question(kind=kind, text=kind, options=options if kind in kinds[:2] else []) for kind in kinds),
    )
    has_read(supporter, survey)
    client.force_login(supporter.user)

    form = client.get(address_of(survey)).context["form"]

    assert [field.label for field in form.visible_fields()] == kinds


def test_last_required_survey_qualifies_at_once(supporter: Supporter) -> None:
    course = make_course()
    surveys = [make_survey(make_lecture(course, number)) for number in (1, 2)]
    RequiredPeriod.objects.create(starts_on=date(2023, 7, 10)).surveys.set(surveys)

    answer(supporter, surveys[0])
    assert Qualification.objects.count() == 0
    answer(supporter, surveys[1])

    assert Qualification.objects.get(supporter=supporter).qualified_on == date(2026, 5, 1)


def test_qualification_stays_when_more_is_required_later(supporter: Supporter, survey: Survey) -> None:
    RequiredPeriod.objects.create(starts_on=date(2023, 7, 10)).surveys.set([survey])
    answer(supporter, survey)
    more = make_survey(make_lecture(survey_course(survey), 2))
    RequiredPeriod.objects.create(starts_on=date(2026, 5, 1)).surveys.set([survey, more])

    assert Qualification.objects.get(supporter=supporter).qualified_on == date(2026, 5, 1)


def survey_course(survey: Survey) -> object:
    from courses.models import LecturePage

    return LecturePage.objects.get(translation_key=survey.lecture_id).get_parent().specific


def test_sealed_answer_is_not_readable_in_the_database(supporter: Supporter, survey: Survey) -> None:
    from django.db import connection

    answer(supporter, survey, text="một điều rất riêng")
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload FROM surveys_sealedanswer")
        (stored,) = cursor.fetchone()

    assert "riêng" not in stored
