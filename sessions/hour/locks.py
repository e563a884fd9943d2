"""The meeting's row first (`bookings.locks`), then the case's. A referral is raised under its case's lock alone."""

from __future__ import annotations

from .models import Case


def lock_case(pk: int) -> Case:
    """Inside a transaction. Raises Case.DoesNotExist: it may have been withdrawn meanwhile."""
    return Case.objects.select_for_update(no_key=True, of=("self",)).get(pk=pk)
