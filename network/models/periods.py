from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
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
