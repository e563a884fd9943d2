from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.fields import EncryptedTextField
from portal.numbered import Numbered

from ..groups.models import Membership


class Certificate(Numbered):
    """Somebody completed a cohort's training. Whoever has the code learns whether it is valid, and nothing else."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="certificates")
    digest = models.CharField(max_length=64, unique=True)
    code = EncryptedTextField()
    # Empty: the network ID alone stands on it.
    name = EncryptedTextField(_("name on the certificate"), blank=True)
    issued_on = models.DateField(_("issued on"))
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["membership"], condition=Q(revoked_on__isnull=True), name="one_valid_certificate_a_membership"
            )
        ]
