from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.careful.forms import CarefulForm, CarefulTextField
from portal.forms import IdempotentForm, PlainTextField


class FindPersonForm(forms.Form):
    """By POST: a name stands in no address."""

    typed = PlainTextField(
        label=_("Network ID or name"),
        help_text=_("Of the other record. A part of the name is enough."),
        max_length=100,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )


class ProposalForm(CarefulForm, IdempotentForm):
    reason = CarefulTextField(
        label=_("Why are they one person?"),
        help_text=_("As: asked by telephone, same signature on the papers. No telephone number or address here."),
        max_length=200,
        widget=forms.TextInput,
    )
