from __future__ import annotations

import uuid
from datetime import UTC, datetime

import pytest
from django.test import Client

from surveys.actions import answer_survey
from surveys.models import SurveyPage
from tests.factories import SupporterFactory, UserFactory
from tests.learning import make_course, make_lecture, make_survey

pytestmark = pytest.mark.django_db


ALONE = "/admin/pages/{pk}/delete/"
WITH_OTHERS = "/admin/bulk/wagtailcore/page/delete/?id={pk}&next=/admin/"


@pytest.mark.parametrize("address", [ALONE, WITH_OTHERS])
@pytest.mark.parametrize("is_answered", [True, False])
def test_survey_is_deleted_only_while_nobody_has_answered(client: Client, is_answered: bool, address: str) -> None:
    survey = make_survey(make_lecture(make_course()))
    page = SurveyPage.objects.get(translation_key=survey.key)
    if is_answered:
        answers = {str(uuid.uuid4()): "lắng nghe"}
        now = datetime(2026, 5, 1, tzinfo=UTC)
        answer_survey(SupporterFactory(), survey, answers, language="vi", now=now)
    client.force_login(UserFactory(administrator=True))

    client.post(address.format(pk=page.pk))

    assert SurveyPage.objects.filter(pk=page.pk).exists() is is_answered
