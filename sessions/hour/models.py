from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models import ConsulteeCode, Supporter
from network.people.enums import ErrandField, SpokenLanguage
from portal.fields import EncryptedTextField
from portal.numbered import Numbered

from ..meetings.models import Meeting, over_before
from .enums import CaseOutcome

TEXT_KEPT_FOR = timedelta(days=30)


class CaseQuerySet(models.QuerySet["Case"]):
    def in_order(self) -> CaseQuerySet:
        return self.order_by("brought_at", "pk")

    def led_by(self, supporter: Supporter) -> CaseQuerySet:
        """Of the meetings that they run."""
        return self.filter(meeting__in=Meeting.objects.facilitated_by(supporter))

    def with_old_text(self, now: datetime) -> CaseQuerySet:
        """D1: 30 days after the session, or after it was cancelled, its text goes."""
        return self.filter(over_before(now - TEXT_KEPT_FOR, "meeting__")).exclude(text="")


class Case(Numbered):
    """What a participant brings to a session. Of the consultee it knows a code; its text holds nobody's name (D1)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="cases")
    brought_by = models.ForeignKey(Supporter, on_delete=models.PROTECT, related_name="+")
    consultee_code = models.ForeignKey(ConsulteeCode, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(_("matter"), max_length=20, choices=ErrandField.choices)
    language = models.CharField(_("language of the person"), max_length=10, choices=SpokenLanguage.choices)
    text = EncryptedTextField(_("the case in a few words"), blank=True)
    brought_at = models.DateTimeField()
    outcome = models.CharField(_("outcome"), max_length=20, choices=CaseOutcome.choices, default=CaseOutcome.OPEN)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        default_permissions = ()
