"""How often within what time. The count stands in the database: a cache that is away or emptied must not open a door.

The window slides: of any `per`, wherever it begins, at most `most` uses fall into it. (Windows of the clock let twice
as many through around their border.)
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models, transaction

from .fields import keyed_hash


class RecentUses(models.Model):
    """Of one subject for one purpose. The row tells neither: it is found by a keyed hash of both."""

    digest = models.CharField(max_length=64, unique=True)
    # When they were, in seconds since 1970; never more than were allowed.
    uses = models.JSONField(default=list)
    forget_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["forget_at"], name="recent_uses_by_age")]

    def __str__(self) -> str:
        return f"#{self.pk}"


def take(purpose: str, subject: str, *, most: int, per: timedelta, now: datetime) -> bool:
    """Count one use; False, and nothing is counted, when `most` were counted within `per`.

    Exact under any number of parallel callers. Inside a caller's transaction the use is undone with it, and others
    that ask for the same subject wait for its end.
    """
    digest = keyed_hash(subject, purpose=f"limit of {purpose}")
    with transaction.atomic():
        row = _locked(digest, forget_at=now + per)
        recent = [use for use in row.uses if use > (now - per).timestamp()]
        if len(recent) >= most:
            return False
        row.uses = [*recent, now.timestamp()]
        row.save(update_fields=["uses"])
    return True


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
    """Locked first: Django looks rows up and then deletes them by id, though one was used again meanwhile."""
    with transaction.atomic():
        old = RecentUses.objects.select_for_update().filter(forget_at__lte=now).values_list("pk", flat=True)
        RecentUses.objects.filter(pk__in=list(old)).delete()
