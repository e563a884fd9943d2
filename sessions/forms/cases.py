from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from network.enums import ErrandField, SpokenLanguage
from portal.careful.forms import CarefulForm, CarefulTextField
from portal.forms import DraftForm, IdempotentForm

from ..actions.agenda import CaseDetails
from .codes import WithCodeForm

LONGEST_TEXT = 600


class CaseForm(WithCodeForm, CarefulForm, DraftForm, IdempotentForm):
    field = forms.ChoiceField(label=_("What is it about?"), choices=ErrandField.choices, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language of the person"), choices=[("", "—"), *SpokenLanguage.choices])
    text = CarefulTextField(
        label=_("The case in a few words"),
        help_text=_("What has happened, and what do you want to ask? At most 600 characters, without names."),
        max_length=LONGEST_TEXT,
    )

    def details(self) -> CaseDetails:
        known = self.cleaned_data
        return CaseDetails(known["code"], known["field"], known["language"], known["text"])
