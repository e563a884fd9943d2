from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.names import NamesField


class Period(models.Model):
    """A named stretch of days, first and last included; of one kind none overlaps another (a constraint sees to it)."""

    name = NamesField(_("name"))
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))

    OVERLAPS: Any

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.name)

    def clean(self) -> None:
        """Says in words what the database would refuse."""
        if not (self.starts_on and self.ends_on):
            return
        if self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day can't be before the first.")})
        others: models.QuerySet[Any] = type(self)._default_manager.exclude(pk=self.pk)
        if others.filter(starts_on__lte=self.ends_on, ends_on__gte=self.starts_on).exists():
            raise ValidationError(self.OVERLAPS)


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def on(self, day: date) -> ProgrammeQuerySet:
        """The programme of a visit's Tokyo day: one at most, because programmes never overlap (P1)."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class Programme(Period):
    """Dates, amounts, hours and limits of one run of the project (P1, C1–C8). Both days are included."""

    short_amount = models.PositiveIntegerField(_("honorarium for a short visit, yen"), default=4000)
    long_amount = models.PositiveIntegerField(_("honorarium for a long visit, yen"), default=8000)
    minimum_minutes = models.PositiveSmallIntegerField(_("least length, minutes"), default=60)
    long_from_minutes = models.PositiveSmallIntegerField(_("long from, minutes"), default=120)
    visits_per_consultee = models.PositiveSmallIntegerField(_("visits per consultee"), default=3)
    supporters_per_visit = models.PositiveSmallIntegerField(_("supporters per visit"), default=2)
    claim_months = models.PositiveSmallIntegerField(_("months to claim"), default=1)

    objects = ProgrammeQuerySet.as_manager()
    OVERLAPS = _("Programmes never overlap: another one has some of these days.")

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="programme_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(minimum_minutes__lte=F("long_from_minutes")), name="programme_long_is_not_too_short"
            ),
        ]
