from __future__ import annotations

import uuid
from datetime import datetime, time
from typing import Any

from django.urls import reverse

from network.models import Supporter
from portal.dates import TOKYO, tokyo_day
from portal.drafts import discard
from portal.idempotency import once

from ..drafts import draft_name
from ..models import Completion, Survey
from .boxes import put_in
from .qualifying import qualify


def answer_survey(
    supporter: Supporter, survey: Survey, answers: dict[str, Any], *, language: str, key: uuid.UUID, now: datetime
) -> bool:
    """Store that it was answered and, apart from it, what.

    A second sending, of whatever form, changes nothing, and answers False: whether it has the same words is kept by
    no row.
    """
    day, is_new = tokyo_day(now), False

    def act() -> str:
        nonlocal is_new
        # Two last surveys sent at once must see each other, or neither would qualify.
        Supporter.objects.select_for_update().get(pk=supporter.pk)
        _completion, is_new = Completion.objects.get_or_create(
            supporter=supporter, survey=survey, defaults={"day": day}
        )
        if is_new:
            put_in(survey.pk, answers, language=language)
            if supporter.user_id is not None:
                discard(supporter.user_id, draft_name(survey.pk), now=now)
            qualify(supporter.pk, day)
        return reverse("surveys:done", args=[survey.pk])

    # No row tells more of the time than the completion does: the day.
    once(str(supporter.user_id), key, act, now=datetime.combine(day, time.min, TOKYO))
    return is_new
