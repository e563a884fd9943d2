"""A survey half filled in: nothing typed is lost, and nothing of it stays once it is sent."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from courses.actions.watching import say_watched_otherwise
from courses.enums import OtherWay
from network.models import Supporter
from portal.drafts import Draft, draft_of
from surveys.drafts import draft_name
from surveys.models import Completion, Question, Survey
from tests.ended_sessions import read_last_by
from tests.factories import SupporterFactory
from tests.learning import field_of, make_course, make_lecture, make_survey
from tests.surveys.test_answering import NOW, address_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey() -> Survey:
    options = [{"type": "option", "value": word, "id": str(uuid.uuid4())} for word in ("một", "hai")]
    asked = (
        Question(kind="multiple", text="Gì?", options=options, is_required=False),
        Question(kind="long", text="Vì sao?"),
    )
    return make_survey(make_lecture(make_course()), *asked)


@pytest.fixture
def supporter(survey: Survey) -> Supporter:
    supporter = SupporterFactory()
    say_watched_otherwise(supporter.pk, survey.lecture_id, OtherWay.TRANSCRIPT, now=NOW)
    return supporter


def typed(survey: Survey, owner: Supporter, **more: object) -> dict[str, object]:
    chosen = Question.objects.get(kind="multiple").options[1].id
    answers = {field_of(survey, "multiple"): [chosen], field_of(survey, "long"): "vì ai cũng cần có người đi cùng"}
    return {**page_of(survey, owner), **answers, **more}


def page_of(survey: Survey, owner: Supporter) -> dict[str, str]:
    page = draft_of(owner.user_id or 0, draft_name(survey.pk)).page
    return {"draft_owner": page.signed(), "idempotency_key": str(uuid.uuid4())}


def keeping(survey: Survey) -> str:
    with translation.override("vi"):
        return reverse("surveys:keep", args=[survey.pk])


def shown(client: Client, survey: Survey) -> dict[str, object]:
    form = client.get(address_of(survey)).context["form"]
    return {field.name: field.value() for field in form.visible_fields()}


@pytest.mark.parametrize("language", ["vi", "ja"])
def test_survey_keeps_what_is_typed_for_another_language_though_it_is_not_translated(
    client: Client, supporter: Supporter, survey: Survey, language: str
) -> None:
    client.force_login(supporter.user)
    answers = typed(survey, supporter, switch_language=language)
    with translation.override(language):
        address = reverse("surveys:answer", args=[survey.pk])

    client.post(address, answers)

    assert shown(client, survey) == {name: value for name, value in answers.items() if name.startswith("q-")}
    assert not Completion.objects.exists()


def test_survey_keeps_what_is_typed_before_it_is_sent(client: Client, supporter: Supporter, survey: Survey) -> None:
    client.force_login(supporter.user)
    answers = typed(survey, supporter)

    assert client.post(keeping(survey), answers).status_code == 204

    assert shown(client, survey) == {name: value for name, value in answers.items() if name.startswith("q-")}


def test_answers_of_an_ended_session_wait_for_the_next(client: Client, supporter: Supporter, survey: Survey) -> None:
    answers = typed(survey, supporter)

    answer = read_last_by(supporter.user, client).post(address_of(survey), answers)  # type: ignore[arg-type]

    assert answer["Location"] == f"/vi/account/login/?next={address_of(survey)}"
    client.force_login(supporter.user)
    assert shown(client, survey)[field_of(survey, "long")] == "vì ai cũng cần có người đi cùng"


def test_sent_survey_leaves_no_draft(client: Client, supporter: Supporter, survey: Survey) -> None:
    client.force_login(supporter.user)
    client.post(keeping(survey), typed(survey, supporter))

    client.post(address_of(survey), typed(survey, supporter))

    assert (Completion.objects.count(), Draft.objects.get().values) == (1, {})
    assert client.post(keeping(survey), typed(survey, supporter)).status_code == 403
    assert Draft.objects.get().values == {}


def test_page_from_before_the_sending_keeps_nothing(client: Client, supporter: Supporter, survey: Survey) -> None:
    client.force_login(supporter.user)
    late = typed(survey, supporter)
    client.post(address_of(survey), late)
    Completion.objects.all().delete()

    assert client.post(keeping(survey), late).status_code == 403
    assert Draft.objects.get().values == {}


def test_draft_of_somebody_else_is_neither_shown_nor_written(
    client: Client, supporter: Supporter, survey: Survey
) -> None:
    other = SupporterFactory()
    client.force_login(other.user)

    assert client.post(keeping(survey), typed(survey, supporter)).status_code == 403
    assert Draft.objects.count() == 0


def test_unknown_fields_are_not_kept(client: Client, supporter: Supporter, survey: Survey) -> None:
    client.force_login(supporter.user)
    client.post(keeping(survey), typed(survey, supporter, nonsense="x" * 9000, **{"q-nonsense": "x"}))

    assert set(Draft.objects.get().values) == {field_of(survey, "multiple"), field_of(survey, "long")}
