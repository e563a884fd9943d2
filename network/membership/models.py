"""Two records of one person, on their way to becoming one."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.numbered import Numbered

from ..people.models import Supporter


class JoiningProposal(Numbered):
    """Proposed by one colleague, and gone when another has confirmed it or anybody has dropped it."""

    staying = models.OneToOneField(Supporter, on_delete=models.CASCADE, related_name="+")
    joining = models.OneToOneField(Supporter, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(_("reason"), max_length=200)
    proposed_by_id = models.BigIntegerField()
    proposed_at = models.DateTimeField(_("proposed"))

    class Meta:
        default_permissions = ()
        ordering = ["proposed_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(staying=F("joining")), name="nobody_joins_one_record_with_itself"),
        ]
