from __future__ import annotations

import random
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.urls import reverse

from network.models import Supporter
from portal import audit
from portal.dates import tokyo_day
from portal.idempotency import once

from . import drafts, facts
from .models import Answer, Completion, Qualification, SealedAnswer, Survey

# Fewer answers in a box, or fewer sharing a language, would point at persons.
ENOUGH_TO_HIDE_IN = 5


def answer_survey(
    supporter: Supporter, survey: Survey, answers: dict[str, Any], *, language: str, key: uuid.UUID, now: datetime
) -> str:
    """Store that it was answered and, apart from it, what. Answers the address of the page to show next.

    A second sending, of whatever form, changes nothing.
    """

    def act() -> str:
        # Two last surveys sent at once must see each other, or neither would qualify.
        Supporter.objects.select_for_update().get(pk=supporter.pk)
        day = tokyo_day(now)
        _completion, is_new = Completion.objects.get_or_create(
            supporter=supporter, survey=survey, defaults={"day": day}
        )
        if is_new:
            payload: Any = {"month": day.replace(day=1).isoformat(), "language": language, "answers": answers}
            SealedAnswer.objects.create(survey=survey, payload=payload)
            if supporter.user_id is not None:
                drafts.discard(supporter.user_id, survey)
            qualify(supporter.pk, day)
        return reverse("surveys:done", args=[survey.pk])

    return once(str(supporter.user_id), key, act, now=now)


def qualify(supporter_id: int, today: date) -> None:
    """L3: write down the qualification of who has all that is required."""
    decision = facts.standing_of(supporter_id, today).decision
    if decision.qualified_on is not None:
        Qualification.objects.get_or_create(supporter_id=supporter_id, defaults={"qualified_on": decision.qualified_on})


def take_over_qualification(
    supporter: Supporter, *, qualified_on: date | None, by_id: int | None, now: datetime
) -> None:
    """From the office's own list, where no survey tells (L3). A qualification that stands keeps its day."""
    if qualified_on is None:
        return
    with transaction.atomic():
        kept, is_new = Qualification.objects.get_or_create(supporter=supporter, defaults={"qualified_on": qualified_on})
        if is_new:
            audit.record("qualification taken over", on=kept, ref=str(supporter), now=now, actor_id=by_id)


def qualify_everybody_who_has_all(now: datetime) -> None:
    """When a new period asks for less, no completion tells us; so this runs once a day."""
    waiting = Supporter.objects.filter(qualification=None, completions__isnull=False).distinct()
    for supporter_id in waiting.values_list("pk", flat=True):
        qualify(supporter_id, tokyo_day(now))


def open_full_boxes(now: datetime) -> None:
    full = (
        SealedAnswer.objects.values("survey")
        .annotate(count=Count("key"))
        .filter(count__gte=ENOUGH_TO_HIDE_IN)
        .values_list("survey", flat=True)
    )
    for survey_key in full:
        open_box(survey_key)


@transaction.atomic
def open_box(survey_key: uuid.UUID) -> None:
    """Take all answers out of a survey's box, each for itself and in no order, and destroy the box."""
    sealed = list(SealedAnswer.objects.select_for_update().filter(survey_id=survey_key))
    if len(sealed) < ENOUGH_TO_HIDE_IN:
        return  # another tick was here first
    languages = Counter(row.payload["language"] for row in sealed)
    opened = [answer for row in sealed for answer in _single_answers(survey_key, row.payload, languages)]
    random.SystemRandom().shuffle(opened)
    Answer.objects.bulk_create(opened)
    SealedAnswer.objects.filter(pk__in=[row.pk for row in sealed]).delete()


def _single_answers(survey_key: uuid.UUID, payload: dict[str, Any], languages: Counter[str]) -> Iterator[Answer]:
    language = payload["language"]
    common = {
        "survey_id": survey_key,
        "month": date.fromisoformat(payload["month"]),
        "language": language if languages[language] >= ENOUGH_TO_HIDE_IN else "",
    }
    for question, given in payload["answers"].items():
        for value in given if isinstance(given, list) else [given]:
            yield Answer(question=question, **_value(given, value), **common)


def _value(given: Any, value: Any) -> dict[str, Any]:
    if isinstance(given, list):
        return {"option": value}
    return {"value": value} if isinstance(value, int) else {"text": value}
