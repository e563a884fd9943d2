from __future__ import annotations

from django.db import models

from portal.fields import EncryptedTextField

from ..people.models import Supporter


class Consultee(models.Model):
    """A person helped, of whom the portal knows nothing at all (D1, D2). Two codes can be merged onto one row."""

    def __str__(self) -> str:
        return f"#{self.pk}"


class ConsulteeCode(models.Model):
    """The random code on the neutral card. Found by its keyed hash; nobody gets a list of codes (D2)."""

    consultee = models.ForeignKey(Consultee, on_delete=models.PROTECT, related_name="codes")
    digest = models.CharField(max_length=64, unique=True)
    code = EncryptedTextField()
    issued_to = models.ForeignKey(Supporter, null=True, on_delete=models.SET_NULL, related_name="+")
    issued_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"#{self.pk}"
