"""Locks of proposals. The people whom one names come before (`people.locks`): a newer one of either takes its place."""

from __future__ import annotations

from ..models import JoiningProposal


def lock_proposal(pk: int) -> JoiningProposal | None:
    """Nothing, where it was dropped or has come true."""
    return JoiningProposal.objects.select_for_update().filter(pk=pk).first()
