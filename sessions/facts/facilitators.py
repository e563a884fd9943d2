from __future__ import annotations

from network.models import Supporter
from portal import structure

from ..models import Cohort


def is_facilitator(supporter: Supporter) -> bool:
    """Of some cohort: remembered, so that the pages of everybody else cost no query (`actions.cohorts` forgets it)."""
    return supporter.pk in structure.remember("facilitators", _facilitators)


def _facilitators() -> set[int]:
    named = Cohort.facilitators.through.objects.filter(cohort__closed_on=None)
    return set(named.values_list("supporter_id", flat=True))
