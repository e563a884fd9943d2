"""Half-filled forms of signed-in people, kept until they are sent or grow old (D5), encrypted."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.db import models
from django.http import HttpRequest, QueryDict

from .fields import STEP, EncryptedJSONField, Padded

KEPT_FOR = timedelta(days=90)

OWNER_FIELD = "draft_owner"
OWNER_SALT = "portal draft"
OWNER_FOR = timedelta(days=1)

MAX_VALUES = 50
"""Of one field: more boxes than any list has."""


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


def keep(owner_id: int, form: str, values: dict[str, Any], *, now: datetime, room: int = STEP) -> None:
    """`room`: bytes into which the form fits, however much is written; the draft's length tells no more than that."""
    kept: Any = {"values": Padded(values, room), "updated_at": now}
    Draft.objects.update_or_create(owner_id=owner_id, form=form, defaults=kept)


def discard(owner_id: int, form: str) -> None:
    Draft.objects.filter(owner_id=owner_id, form=form).delete()


def forget_old_drafts(now: datetime) -> None:
    Draft.objects.filter(updated_at__lt=now - KEPT_FOR).delete()


def sign_owner(user_id: int) -> str:
    """Lets a page keep what its reader typed even when the reader's session has ended meanwhile."""
    return signing.dumps(user_id, salt=OWNER_SALT)


def signed_owner(request: HttpRequest) -> int | None:
    """Whose draft a posted page fills in, signed in or not; None for a page of somebody else's, or of nobody's."""
    try:
        owner = int(signing.loads(request.POST.get(OWNER_FIELD, ""), salt=OWNER_SALT, max_age=OWNER_FOR))
    except signing.BadSignature:
        return None
    return None if request.user.is_authenticated and request.user.pk != owner else owner


def typed_in(posted: QueryDict, fields: Container[str], *, characters: int) -> dict[str, list[str]]:
    """What was posted for these fields, as typed, each value cut to so many characters."""
    return {
        name: [str(value)[:characters] for value in values[:MAX_VALUES]]
        for name, values in posted.lists()
        if name in fields
    }


def as_initial(typed: Mapping[str, list[str]], fields: Mapping[str, forms.Field]) -> dict[str, Any]:
    """What was typed, as initial values of these fields."""
    return {
        name: values if isinstance(fields[name], forms.MultipleChoiceField) else values[-1]
        for name, values in typed.items()
        if name in fields and values
    }
