from __future__ import annotations

from django.db import models

from portal.fields import EncryptedTextField
from portal.numbered import Numbered

from ..people.models import Supporter


class Consultee(Numbered):
    """A person helped, of whom the portal knows nothing at all (D1, D2). Two codes can be merged onto one row."""


class ConsulteeCode(Numbered):
    """The random code on the neutral card. Found by its keyed hash; nobody gets a list of codes (D2)."""

    consultee = models.ForeignKey(Consultee, on_delete=models.PROTECT, related_name="codes")
    digest = models.CharField(max_length=64, unique=True)
    code = EncryptedTextField()
    issued_to = models.ForeignKey(Supporter, null=True, on_delete=models.SET_NULL, related_name="+")
    issued_at = models.DateTimeField()
