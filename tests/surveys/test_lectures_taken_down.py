"""Surveys of lectures that are taken down: required or not is never read from whether they can be watched (L2–L4)."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from courses.actions.availability import put_back, take_down
from courses.enums import UnavailableReason
from courses.facts.lectures import LectureEntry, courses_for
from courses.models import CoursePage, LecturePage
from network.models import Supporter
from portal.drafts import Draft, draft_of
from surveys.drafts import draft_name
from surveys.journey import steps
from surveys.models import Completion, RequiredPeriod, Survey, SurveyPage
from tests.factories import SupporterFactory
from tests.headings import heading
from tests.learning import field_of, make_course, make_lecture, make_survey
from tests.surveys.test_answering import NOW, address_of, answer, has_read

pytestmark = pytest.mark.django_db

REQUIRED_SINCE = date(2023, 7, 10)


@pytest.fixture
def course() -> CoursePage:
    return make_course()


@pytest.fixture
def page(course: CoursePage) -> LecturePage:
    return make_lecture(course)


@pytest.fixture
def survey(page: LecturePage) -> Survey:
    return make_survey(page)


@pytest.fixture
def supporter() -> Supporter:
    return SupporterFactory()


def require(*surveys: Survey) -> None:
    RequiredPeriod.objects.create(starts_on=REQUIRED_SINCE).surveys.set(surveys)


def down(page: LecturePage) -> None:
    take_down(page.translation_key, UnavailableReason.OFFICE, {}, by_id=None, now=NOW)


def asked_by(supporter: Supporter) -> Any:
    request = RequestFactory().get("/")
    request.user = supporter.user
    return request


def entry_of(supporter: Supporter, page: LecturePage) -> LectureEntry:
    with translation.override("vi"):
        entries = [entry for course in courses_for(asked_by(supporter)) for entry in course.lectures]
    return next(entry for entry in entries if entry.key == page.translation_key)


def step_of(supporter: Supporter) -> Any:
    with translation.override("en"):
        (step,) = steps(asked_by(supporter))
    return step


def state(supporter: Supporter, page: LecturePage) -> tuple[str, bool | None]:
    entry = entry_of(supporter, page)
    assert entry.survey is not None
    return entry.survey.state, entry.is_required


def test_l3_required_lecture_taken_down_stays_required(supporter: Supporter, page: LecturePage, survey: Survey) -> None:
    require(survey)
    assert state(supporter, page) == ("locked", True)

    down(page)
    assert state(supporter, page) == ("unavailable", True)


def test_l2_lecture_that_is_not_required_asks_nothing_while_it_is_down(
    supporter: Supporter, course: CoursePage, page: LecturePage, survey: Survey
) -> None:
    require(make_survey(make_lecture(course, 2)))
    assert state(supporter, page) == ("locked", False)

    down(page)
    assert state(supporter, page) == ("not_required", False)


def test_what_is_required_follows_the_periods_alone(supporter: Supporter, page: LecturePage, survey: Survey) -> None:
    assert state(supporter, page) == ("locked", None)

    require(survey)
    assert state(supporter, page) == ("locked", True)


def test_required_survey_whose_page_is_unpublished_waits(
    supporter: Supporter, page: LecturePage, survey: Survey
) -> None:
    require(survey)
    SurveyPage.objects.get().unpublish()

    assert state(supporter, page) == ("unavailable", True)


def test_l4_survey_stays_open_for_whoever_had_read_the_lecture(
    client: Client, supporter: Supporter, page: LecturePage, survey: Survey
) -> None:
    has_read(supporter, survey)
    down(page)
    client.force_login(supporter.user)
    sent = {field_of(survey, "short"): "lắng nghe", "idempotency_key": uuid.uuid4()}

    assert client.post(address_of(survey), sent).status_code == 302
    assert Completion.objects.count() == 1


def test_l4_survey_stays_closed_for_whoever_had_not(
    client: Client, supporter: Supporter, page: LecturePage, survey: Survey
) -> None:
    require(survey)
    down(page)
    client.force_login(supporter.user)
    html = client.get(address_of(survey), headers={"Accept-Language": "vi"}).content.decode()
    sent = {field_of(survey, "short"): "lắng nghe", "idempotency_key": uuid.uuid4()}

    with translation.override("vi"):
        assert translation.gettext("Not open yet") in html
    assert (client.post(address_of(survey), sent).status_code, Completion.objects.count()) == (403, 0)


def test_survey_of_a_lecture_published_nowhere_is_not_asked_but_the_words_are_kept(
    client: Client, supporter: Supporter, page: LecturePage, survey: Survey
) -> None:
    """Wagtail leaves the survey's page, below the lecture's, as it is."""
    has_read(supporter, survey)
    page.unpublish()
    client.force_login(supporter.user)
    page_shown = draft_of(supporter.user_id or 0, draft_name(survey.pk)).page
    sent = {field_of(survey, "short"): "lắng nghe", "draft_owner": page_shown.signed()}

    assert client.get(address_of(survey)).status_code == 404
    assert client.post(address_of(survey), {**sent, "idempotency_key": uuid.uuid4()}).status_code == 404
    assert Completion.objects.count() == 0
    assert "lắng nghe" in str(Draft.objects.get(owner=supporter.user).values)


def test_thanks_stay_when_the_lecture_goes(
    client: Client, supporter: Supporter, page: LecturePage, survey: Survey
) -> None:
    answer(supporter, survey)
    page.unpublish()
    client.force_login(supporter.user)

    with translation.override("en"):
        response = client.get(reverse("surveys:done", args=[survey.pk]))

    assert (response.status_code, heading(response)) == (200, "Thank you, your answers have arrived")


# my page


@pytest.mark.parametrize("gone", ["taken down", "unpublished"])
def test_my_page_says_when_nothing_of_what_is_left_can_be_had(
    supporter: Supporter, page: LecturePage, survey: Survey, gone: str
) -> None:
    require(survey)
    assert (step_of(supporter).state, step_of(supporter).url) == ("now", page.url)

    down(page) if gone == "taken down" else page.unpublish()
    step = step_of(supporter)
    assert (step.state, step.url, step.action) == ("later", "", "")
    assert step.text == (
        "0 of 1 required surveys answered. What is left cannot be watched at present. "
        "As soon as it can, you will find it here."
    )


def test_my_page_leads_on_to_another_required_lecture(
    supporter: Supporter, course: CoursePage, page: LecturePage, survey: Survey
) -> None:
    other = make_lecture(course, 2)
    require(survey, make_survey(other))
    down(page)

    assert (step_of(supporter).state, step_of(supporter).url) == ("now", other.url)


def test_my_page_never_leads_to_what_is_not_required(
    supporter: Supporter, course: CoursePage, page: LecturePage, survey: Survey
) -> None:
    required = make_lecture(course, 2)
    require(make_survey(required))

    assert step_of(supporter).url == required.url


def test_my_page_leads_back_once_it_is_put_back(supporter: Supporter, page: LecturePage, survey: Survey) -> None:
    require(survey)
    down(page)
    put_back(page.translation_key, by_id=None, now=NOW)

    assert (step_of(supporter).state, step_of(supporter).url) == ("now", page.url)
