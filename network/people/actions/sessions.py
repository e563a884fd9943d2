from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import F

from portal import audit

from ..models import BrowserSession, User
from ..rules.idle import OFFICE


def end_all_sessions(user: User, *, but_for: str | None = None, by_id: int | None, now: datetime) -> None:
    """On every device, this one too, with sign-ins that aren't over yet. `but_for` is the key of a session that may
    go on, if its view gives it the new hash.

    The rows go, and a request that is still answered can't bring one back: what it read of the user is out of date.
    """
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
        BrowserSession.objects.filter(user=user).exclude(pk=but_for).delete()
        audit.record("all sessions ended", on=user, ref=str(user.pk), now=now, actor_id=by_id)


def shorten_sessions(user_ids: Collection[int], *, now: datetime) -> None:
    """Of people who work in the office from now on."""
    BrowserSession.objects.filter(user__in=user_ids, expire_date__gt=now + OFFICE).update(expire_date=now + OFFICE)
