"""What the rules of joining ask of a person and a cohort."""

from __future__ import annotations

from network.models import Supporter
from portal import structure

from .models import Cohort, Membership
from .rules import EnrolmentFacts


def enrolment_facts(
    cohort: Cohort, supporter: Supporter, membership: Membership | None, *, declares_training: bool = False
) -> EnrolmentFacts:
    """`declares_training`: says so together with the application."""
    return EnrolmentFacts(
        has_left=supporter.has_left,
        is_in_training=supporter.wants_foreign_origin_training or declares_training,
        is_closed=cohort.closed_on is not None,
        enrols_from=cohort.enrols_from,
        enrols_until=cohort.enrols_until,
        state=membership.state if membership else "",
        invited_until=membership.invited_until if membership else None,
        has_closed_login=supporter.has_closed_login,
    )


def facts_of(membership: Membership) -> EnrolmentFacts:
    """Of a membership that came with its cohort and supporter."""
    return enrolment_facts(membership.cohort, membership.supporter, membership)


def is_facilitator(supporter: Supporter) -> bool:
    """Of some cohort: remembered, so that the pages of everybody else cost no query (`actions` forget it)."""
    return supporter.pk in structure.remember("facilitators", _facilitators)


def _facilitators() -> set[int]:
    named = Cohort.facilitators.through.objects.filter(cohort__closed_on=None)
    return set(named.values_list("supporter_id", flat=True))
