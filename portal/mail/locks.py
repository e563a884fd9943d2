"""A mail is locked alone, or after all else: while it lies in the outbox it holds its reader's login."""

from __future__ import annotations

from .models import OutboxMail


def lock_given_up(pk: int) -> OutboxMail | None:
    """None, where somebody has settled it meanwhile."""
    locked = OutboxMail.objects.select_for_update(of=("self",)).select_related("recipient").given_up()
    return locked.filter(pk=pk).first()
