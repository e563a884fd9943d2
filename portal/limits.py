"""How often within what time. The count stands in the database: a cache that is away or emptied must not open a door.

The window slides: of any `per`, wherever it begins, at most `most` uses fall into it. (Windows of the clock let twice
as many through around their border.)
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models, transaction

from .fields import keyed_hash
from .forgetting import forget
from .numbered import Numbered


class RecentUses(Numbered):
    """Of one subject for one purpose. The row tells neither: it is found by a keyed hash of both."""

    digest = models.CharField(max_length=64, unique=True)
    # When they were, in seconds since 1970; never more than were allowed.
    uses = models.JSONField(default=list)
    forget_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["forget_at"], name="recent_uses_by_age")]


def take(purpose: str, subject: str, *, most: int, per: timedelta, now: datetime) -> bool:
    """Count one use; False, and nothing is counted, when `most` were counted within `per`.

    Exact under any number of parallel callers. Inside a caller's transaction the use is undone with it, and others
    that ask for the same subject wait for its end.
    """
    with transaction.atomic():
        row = _locked(_digest(purpose, subject), forget_at=now + per)
        recent = [use for use in row.uses if use > (now - per).timestamp()]
        if len(recent) >= most:
            return False
        row.uses = [*recent, now.timestamp()]
        row.save(update_fields=["uses"])
    return True


def has_room(purpose: str, subject: str, *, most: int, per: timedelta, now: datetime) -> bool:
    """Whether `take` would count now; for what hangs on a limit and must not show by using it up."""
    row = RecentUses.objects.filter(digest=_digest(purpose, subject)).first()
    return row is None or len([use for use in row.uses if use > (now - per).timestamp()]) < most


def start_again(purpose: str, subject: str) -> None:
    """Whatever was counted so far, counts no more: for tries, once one was right."""
    RecentUses.objects.filter(digest=_digest(purpose, subject)).delete()


def _digest(purpose: str, subject: str) -> str:
    return keyed_hash(subject, purpose=f"limit of {purpose}")


def _locked(digest: str, *, forget_at: datetime) -> RecentUses:
    """Written before it is read: an upsert locks the row whether it was there or not, and leaves no gap for a third."""
    RecentUses.objects.bulk_create(
        [RecentUses(digest=digest, forget_at=forget_at)],
        update_conflicts=True,
        unique_fields=["digest"],
        update_fields=["forget_at"],
    )
    return RecentUses.objects.get(digest=digest)


def forget_old_uses(now: datetime) -> None:
    forget(RecentUses.objects.filter(forget_at__lte=now))
