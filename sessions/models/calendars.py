from __future__ import annotations

from django.db import models

from network.models import Supporter


class CalendarFeed(models.Model):
    """A supporter's calendar address. Its token is kept as a keyed hash: shown once, and replaced to revoke it."""

    supporter = models.OneToOneField(Supporter, on_delete=models.CASCADE, related_name="calendar_feed")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"#{self.pk}"
