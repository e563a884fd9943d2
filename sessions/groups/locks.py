"""Into a cohort and out of it again (L6). Everything locks the cohort's row first, then the membership's; who comes in,
their own before, as leaving the network does."""

from __future__ import annotations

from .models import Cohort, Membership


def lock_cohort(pk: int) -> Cohort:
    """Inside a transaction."""
    return Cohort.objects.select_for_update(no_key=True, of=("self",)).get(pk=pk)


def lock_membership(membership: Membership) -> Membership:
    """The membership as it stands once its cohort's row is locked."""
    cohort = lock_cohort(membership.cohort_id)
    locked = Membership.objects.select_for_update(no_key=True, of=("self",)).select_related("supporter__user")
    found = locked.get(pk=membership.pk)
    found.cohort = cohort
    return found
