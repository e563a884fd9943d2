from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from network.models import Supporter
from portal.dates import tokyo_day
from portal.drafts import discard

from ..locks import lock_person
from ..models import Completion, Survey
from .boxes import put_in
from .qualifying import qualify


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
        _completion, is_new = Completion.objects.get_or_create(
            supporter=supporter, survey=survey, defaults={"day": day}
        )
        if is_new:
            put_in(survey.pk, answers, language=language)
            if supporter.user_id is not None:
                # In this very transaction: from now on no row has the person beside their words.
                discard(supporter.user_id, survey.draft_name, now=now)
            qualify(supporter.pk, day)
    return is_new
