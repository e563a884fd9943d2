"""What the rules of joining ask of a person and a cohort."""

from __future__ import annotations

from network.models import Supporter
from portal import structure

from .models import Cohort, Membership
from .rules import EnrolmentFacts


def facts_of(membership: Membership, *, declares_training: bool = False) -> EnrolmentFacts:
    """Of one that has its cohort and supporter with it. `declares_training`: says so together with the application."""
    cohort, supporter = membership.cohort, membership.supporter
    return EnrolmentFacts(
        has_left=supporter.has_left,
        is_in_training=supporter.wants_foreign_origin_training or declares_training,
        is_closed=cohort.closed_on is not None,
        enrols_from=cohort.enrols_from,
        enrols_until=cohort.enrols_until,
        state=membership.state,
        invited_until=membership.invited_until,
        has_closed_login=supporter.has_closed_login,
    )


def is_facilitator(supporter: Supporter) -> bool:
    """Of some cohort: remembered, so that the pages of everybody else cost no query (`actions` forget it)."""
    named = Cohort.facilitators.through.objects.filter(cohort__closed_on=None).values_list("supporter_id", flat=True)
    return supporter.pk in structure.remember("facilitators", lambda: set(named))
