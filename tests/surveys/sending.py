"""Answers as the page sends them: once, and with the draft gone."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

import time_machine
from django.test import RequestFactory
from django.urls import reverse

from network.models import Supporter
from portal.drafts import discard
from surveys.actions import answer_survey
from surveys.drafts import draft_name
from surveys.forms import SurveyForm
from surveys.models import Survey, SurveyPage


def send(person: Supporter, survey: Survey, answers: dict[str, Any], *, language: str, now: datetime) -> None:
    form = SurveyForm(page=SurveyPage.objects.get(translation_key=survey.pk))
    form.cleaned_data = {"idempotency_key": uuid.uuid4()}
    request = RequestFactory().post("/")
    request.user = person.user

    def act() -> str:
        answer_survey(person, survey, answers, language=language, now=now)
        discard(person.user.pk, draft_name(survey.pk), now=now)
        return reverse("surveys:done", args=[survey.pk])

    with time_machine.travel(now, tick=False):
        form.once(request, act)
