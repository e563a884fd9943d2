from __future__ import annotations

from django.db import models


class Numbered(models.Model):
    """Called by its number: a log, a record or a message tells nothing of whom it is about."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"#{self.pk}"
