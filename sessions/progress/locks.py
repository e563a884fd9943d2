"""Completing, certificates and reminders lock the membership's row; several of them in the order of their keys, so that
two who press at once never wait for each other."""

from __future__ import annotations

from ..groups.models import Membership


def lock_membership(pk: int) -> Membership:
    """Inside a transaction."""
    locked = Membership.objects.select_for_update(no_key=True, of=("self",))
    return locked.select_related("cohort", "supporter__user").get(pk=pk)
