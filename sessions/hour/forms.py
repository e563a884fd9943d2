from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.consultees.actions import look_up_consultee_code
from network.models import ConsulteeCode
from network.people.enums import ErrandField, SpokenLanguage
from network.people.rules.codes import normalise_code
from portal.careful.forms import CarefulForm, CarefulTextField
from portal.forms import DraftForm, IdempotentForm, PlainTextField

from .models import Case

HAS_CODE, NEEDS_CODE = "has_code", "needs_code"


class WithCodeForm(forms.Form):
    """For whom it is: by the code on the person's card, or by a new one. Cleaned, `code` is None for a new one."""

    way = forms.ChoiceField(
        label=_("Does the person already have a code?"),
        help_text=_(
            "It is written on a small card. Each person has one code, whoever goes along, so please ask first."
        ),
        widget=forms.RadioSelect,
        choices=[(HAS_CODE, _("Yes, I have the code")), (NEEDS_CODE, _("No, the person has no code yet"))],
    )
    code = PlainTextField(
        label=_("The person's code"),
        help_text=_("Only if the person has one. Capital or small letters, spaces and hyphens do not matter."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, guesser_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.guesser_id = guesser_id

    def clean_code(self) -> ConsulteeCode | None:
        if self.cleaned_data.get("way") != HAS_CODE:
            return None
        typed = self.cleaned_data["code"]
        if not normalise_code(typed):
            raise ValidationError(_("Type the code from the person's card."))
        return look_up_consultee_code(self.guesser_id, typed, now=timezone.now())


LONGEST_TEXT = 600


class CaseForm(WithCodeForm, CarefulForm, DraftForm, IdempotentForm):
    field = forms.ChoiceField(label=_("What is it about?"), choices=ErrandField.choices, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language of the person"), choices=[("", "—"), *SpokenLanguage.choices])
    text = CarefulTextField(
        label=_("The case in a few words"),
        help_text=_("What has happened, and what do you want to ask? At most 600 characters, without names."),
        max_length=LONGEST_TEXT,
    )

    def case(self) -> Case:
        known = self.cleaned_data
        return Case(consultee_code=known["code"], field=known["field"], language=known["language"], text=known["text"])
