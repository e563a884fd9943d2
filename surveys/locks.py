"""Who answers is locked first, then the survey with its box (`network.people.locks` has the order of all)."""

from __future__ import annotations

from uuid import UUID

from network.models import Supporter

from .models import Survey


def lock_person(pk: int) -> None:
    """Two last surveys sent at once must see each other, or neither would qualify."""
    Supporter.objects.select_for_update(no_key=True).get(pk=pk)


def lock_box(survey_key: UUID) -> None:
    """Nobody else lays into it or draws from it before the transaction ends."""
    Survey.objects.select_for_update(no_key=True).get(pk=survey_key)
