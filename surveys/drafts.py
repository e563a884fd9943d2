"""A survey half filled in. Only until it is sent do a person and their words stand together, encrypted."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import QueryDict

from portal import drafts
from portal.drafts import Page

from .enums import LONGEST_TEXT
from .facts import room_of
from .forms import SurveyForm
from .models import Survey

TIMES_AS_LONG = 2
"""As the longest answer: one that is too long comes back whole, to be shortened."""
KEPT_CHARACTERS = TIMES_AS_LONG * max(LONGEST_TEXT.values())


def keep(page: Page, survey: Survey, form: SurveyForm, posted: QueryDict, *, now: datetime) -> bool:
    """False where the survey was sent meanwhile."""
    typed = drafts.typed_in(posted, form.answer_fields(), characters=KEPT_CHARACTERS)
    # By a draft's length, an answer that comes out of the box later would be known again.
    return drafts.keep(page, typed, now=now, room=TIMES_AS_LONG * room_of(survey.pk))


def draft_name(key: UUID) -> str:
    return Survey(key=key).draft_name
