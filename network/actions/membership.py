"""What happens to a supporter after registering."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from portal import audit
from portal.dates import tokyo_day

from ..models import Supporter


def leave(supporter: Supporter, *, by_id: int | None, now: datetime) -> None:
    """The network ID stays taken for ever (R2); from this day it opens no claim (C2)."""
    with transaction.atomic():
        left = Supporter.objects.registered().filter(pk=supporter.pk).update(left_on=tokyo_day(now))
        if left:
            audit.record("left", on=supporter, ref=str(supporter), now=now, actor_id=by_id)


def confirm_experience(supporter: Supporter, *, by_id: int | None, now: datetime, reason: str) -> None:
    """R5, once: the first confirmation stands."""
    if by_id is not None and by_id == supporter.user_id:
        raise PermissionDenied("Nobody confirms their own experience.")
    with transaction.atomic():
        confirmed = Supporter.objects.filter(pk=supporter.pk, experience_confirmed_on=None).update(
            experience_confirmed_on=tokyo_day(now)
        )
        if confirmed:
            audit.record(
                "experience confirmed", on=supporter, ref=str(supporter), now=now, actor_id=by_id, reason=reason
            )
