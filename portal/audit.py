"""The record of who saw or changed what is sensitive. Rows are added and never touched again: triggers of the
first migration refuse UPDATE and DELETE on both databases."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models


class AuditEntry(models.Model):
    at = models.DateTimeField()
    # A plain number: the entry outlives the account, and a foreign key would have to be updated.
    actor_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_ref = models.CharField(max_length=64)
    changes = models.JSONField(default=dict)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["object_type", "object_ref"], name="audit_by_object")]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_type} {self.object_ref}"


def record(
    verb: str,
    *,
    on: models.Model,
    ref: str,
    now: datetime,
    actor_id: int | None,
    changes: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Write one entry inside the caller's transaction. `changes` holds ids and non-sensitive values only."""
    AuditEntry.objects.create(
        at=now,
        actor_id=actor_id,
        verb=verb,
        object_type=on._meta.label_lower,
        object_ref=ref,
        changes=changes or {},
        reason=reason,
    )
