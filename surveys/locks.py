"""Who answers is locked first, then the survey with its box (`network.people.locks` has the order of all)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from network.models import Supporter
from portal.compiled import Compiled, Parameter

from .models import Survey


def lock_person(pk: int) -> None:
    """Two last surveys sent at once must see each other, or neither would qualify."""
    _person.all(person=pk)


@Compiled
def _person() -> QuerySet[Any, Any]:
    own = Supporter.objects.filter(pk=Parameter("person", Supporter, "id"))
    return own.select_for_update(no_key=True).values_list("pk")


def lock_box(survey_key: UUID) -> None:
    """Nobody else lays into it or draws from it before the transaction ends."""
    _box.all(survey=survey_key)


@Compiled
def _box() -> QuerySet[Any, Any]:
    survey = Survey.objects.filter(pk=Parameter("survey", Survey, "key"))
    return survey.select_for_update(no_key=True).values_list("pk")
