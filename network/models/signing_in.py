"""What the portal must not forget between two sign-ins, though the cache be away."""

from __future__ import annotations

from django.db import models


class LastCode(models.Model):
    """The step of the newest code of an app that was accepted (RFC 6238, 5.2): none up to it is accepted again."""

    # Of the app's secret, so that the code that set the app up is among those used.
    digest = models.CharField(max_length=64, unique=True)
    step = models.BigIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"#{self.pk}"
