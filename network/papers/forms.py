from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.forms import IdempotentForm, PlainTextField, SentAnewForm

from .enums import MissingPart
from .models import Papers


class MissingForm(SentAnewForm):
    missing = forms.MultipleChoiceField(
        label=_("What is missing?"), choices=MissingPart.choices, widget=forms.CheckboxSelectMultiple
    )

    def parts(self) -> list[MissingPart]:
        return [MissingPart(value) for value in self.cleaned_data["missing"]]


class FindForm(forms.Form):
    network_id = PlainTextField(
        label=_("Network ID"),
        help_text=_("Scan the code on the papers, or type it."),
        max_length=60,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )


class SendOutForm(IdempotentForm):
    papers = forms.ModelMultipleChoiceField(queryset=Papers.objects.to_send(), label=_("Papers to send"))
