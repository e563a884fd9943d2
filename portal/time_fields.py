"""Days and times as people type them; they are Tokyo's (P6)."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .readings import typed_by_hand


def as_typed(value: Any) -> Any:
    return typed_by_hand(value) if isinstance(value, str) else value


class DayField(forms.DateField):
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"], **kwargs)
        self.error_messages["invalid"] = _("Give the date as year, month and day, like 2026-04-30.")

    def to_python(self, value: Any) -> date | None:
        return super().to_python(as_typed(value))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and not 2000 <= value.year < 2100:
            raise ValidationError(_("Check the year."))


class ClockField(forms.TimeField):
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%H:%M", "%H:%M:%S", "%H.%M", "%H時%M分"], **kwargs)
        self.error_messages["invalid"] = _("Give the time as hours and minutes, like 13:30.")

    def to_python(self, value: Any) -> time | None:
        return super().to_python(as_typed(value))
