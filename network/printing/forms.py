from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..papers.models import Papers
from .rules import MOST_AT_ONCE

GONE = _("Some of these papers are no longer there. Look through the list and print again.")


class PapersField(forms.ModelMultipleChoiceField):
    """Says the same of what never was a key as of a key that is gone; no database has keys of 19 digits."""

    default_error_messages = {
        "required": _("Choose at least one set of papers."),
        "invalid_choice": GONE,
        "invalid_pk_value": GONE,
        "invalid_list": GONE,
    }

    def clean(self, value: Any) -> Any:
        if any(not (key.isascii() and key.isdigit() and len(key) < 19) for key in value or []):
            raise ValidationError(GONE, code="invalid_pk_value")
        return super().clean(value)


class ChoosePapersForm(forms.Form):
    """Which sets are printed at once."""

    papers = PapersField(Papers.objects.all())

    def clean_papers(self) -> Any:
        chosen = self.cleaned_data["papers"]
        if len(chosen) > MOST_AT_ONCE:
            raise ValidationError(
                _("These are %(count)d sets. Print them in parts of %(most)d at most."),
                params={"count": len(chosen), "most": MOST_AT_ONCE},
            )
        return chosen
