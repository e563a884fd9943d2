from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from portal import audit

from ..models import User


def take_second_factor_off(user: User, *, now: datetime, reason: str) -> bool:
    """For a colleague whose telephone and recovery codes are both lost. False: there was none."""
    with transaction.atomic():
        removed, _by_model = Authenticator.objects.filter(user=user).delete()
        if removed:
            audit.record("second factor taken off", on=user, ref=str(user.pk), now=now, actor_id=None, reason=reason)
    return bool(removed)
