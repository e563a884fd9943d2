"""Into a cohort and out of it again (L6). Everything locks the cohort's row first, then the membership's; who comes in,
their own before, as leaving the network does (`network.people.locks` has the order of the whole portal). Completing,
certificates and reminders change nothing in the cohort: they lock memberships alone, several in the order of their
keys."""

from __future__ import annotations

from network.models import Supporter

from .models import Cohort, Membership


def lock_cohort(pk: int) -> Cohort:
    """Inside a transaction."""
    return Cohort.objects.select_for_update(no_key=True, of=("self",)).get(pk=pk)


def lock_way_in(cohort: Cohort, supporter: Supporter) -> Membership:
    """Theirs in this cohort; not stored yet, where there is none."""
    person = Supporter.objects.select_for_update(no_key=True, of=("self",)).get(pk=supporter.pk)
    locked = lock_cohort(cohort.pk)
    known = Membership.objects.select_for_update(no_key=True, of=("self",))
    membership = known.filter(cohort=locked, supporter=person).first() or Membership()
    membership.cohort, membership.supporter = locked, person
    return membership


def lock_membership(membership: Membership) -> Membership:
    """The membership as it stands once its cohort's row is locked."""
    cohort = lock_cohort(membership.cohort_id)
    locked = Membership.objects.select_for_update(no_key=True, of=("self",)).select_related("supporter__user")
    found = locked.get(pk=membership.pk)
    found.cohort = cohort
    return found


def lock_membership_alone(pk: int) -> Membership:
    locked = Membership.objects.select_for_update(no_key=True, of=("self",))
    return locked.select_related("cohort", "supporter__user").get(pk=pk)
