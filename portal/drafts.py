"""Half-filled forms of signed-in people, kept until they are sent or grow old (D5), encrypted."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models

from .fields import EncryptedJSONField

KEPT_FOR = timedelta(days=90)


class Draft(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=40)
    values = EncryptedJSONField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "form"], name="one_draft_per_form")]
        indexes = [models.Index(fields=["updated_at"], name="draft_by_age")]

    def __str__(self) -> str:
        return self.form


def kept(owner_id: int, form: str) -> dict[str, Any]:
    draft = Draft.objects.filter(owner_id=owner_id, form=form).first()
    return draft.values if draft else {}


def keep(owner_id: int, form: str, values: dict[str, Any], *, now: datetime) -> None:
    Draft.objects.update_or_create(owner_id=owner_id, form=form, defaults={"values": values, "updated_at": now})


def discard(owner_id: int, form: str) -> None:
    Draft.objects.filter(owner_id=owner_id, form=form).delete()


def forget_old_drafts(now: datetime) -> None:
    Draft.objects.filter(updated_at__lt=now - KEPT_FOR).delete()
