"""Answering a survey, and the qualification that comes of it (L3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from network.models import Supporter
from portal import audit
from portal.dates import tokyo_day
from portal.drafts import discard

from .. import facts
from ..locks import lock_person
from ..models import Completion, Qualification, Survey
from .boxes import put_in


def answer_survey(
    supporter: Supporter, survey: Survey, answers: dict[str, Any], *, language: str, now: datetime
) -> bool:
    """Store that it was answered and, apart from it, what.

    A second sending, of whatever form, changes nothing, and answers False: whether it has the same words is kept by
    no row.
    """
    day = tokyo_day(now)
    with transaction.atomic():
        lock_person(supporter.pk)
        record = facts.record_of(supporter.pk)
        is_new = str(survey.pk) not in record.completions
        if is_new:
            Completion.objects.create(supporter=supporter, survey=survey, day=day)
            put_in(survey.pk, answers, language=language, now=now)
            if supporter.user_id is not None:
                # In this very transaction: from now on no row has the person beside their words.
                discard(supporter.user_id, survey.draft_name, now=now)
            completions = {**record.completions, str(survey.pk): day}
            _write_down(supporter.pk, replace(record, completions=completions), day)
    return is_new


def qualify(supporter_id: int, today: date) -> None:
    """L3: write down the qualification of who has all that is required."""
    _write_down(supporter_id, facts.record_of(supporter_id), today)


def _write_down(supporter_id: int, record: facts.Record, today: date) -> None:
    decision = facts.standing(record, today).decision
    if decision.qualified_on is not None and record.qualified_on is None:
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


def take_back_qualification(supporter: Supporter, *, by_id: int | None, now: datetime) -> None:
    """What an import took over. Who has meanwhile answered all that is required stays qualified."""
    with transaction.atomic():
        for taken_over in Qualification.objects.filter(supporter=supporter):
            audit.record("qualification taken back", on=taken_over, ref=str(supporter), now=now, actor_id=by_id)
            taken_over.delete()
        qualify(supporter.pk, tokyo_day(now))


def qualify_everybody_who_has_all(now: datetime) -> None:
    """When a new period asks for less, no completion tells us; so this runs once a day."""
    waiting = Supporter.objects.filter(qualification=None, completions__isnull=False).distinct()
    for supporter_id in waiting.values_list("pk", flat=True):
        qualify(supporter_id, tokyo_day(now))
