from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.consultees.actions import look_up_a_code, look_up_consultee_code
from network.models import ConsulteeCode
from network.people.enums import ErrandField, ErrandKind, Prefecture, SpokenLanguage
from network.people.rules.codes import CONSULTEE_CODE_LENGTH, VISIT_CODE_LENGTH, is_code, normalise_code
from portal.dates import TOKYO
from portal.forms import DraftForm, IdempotentForm, PlainTextField
from portal.time_fields import ClockField, DayField

from .actions import VisitDetails
from .enums import Obstacle, RejectionReason, ReturnReason
from .facts import find_live_visit
from .models import Visit
from .rules import Interval

HAS_CODE, NEEDS_CODE, JOINS = "has_code", "needs_code", "joins"


class StartForm(DraftForm):
    way = forms.ChoiceField(
        label=_("Does the person you accompanied already have a code?"),
        help_text=_(
            "It is written on a small card. Each person has one code, whoever goes along, so please ask first."
        ),
        widget=forms.RadioSelect,
        choices=[
            (HAS_CODE, _("Yes, I have the code")),
            (NEEDS_CODE, _("No, the person has no code yet")),
            (JOINS, _("Another supporter was there too and has given me a visit code")),
        ],
    )


class GuessableForm(forms.Form):
    """Asks for a code that opens something, of somebody who may have only so many tries."""

    def __init__(self, *args: Any, guesser_id: int, given: int | None = None, **kwargs: Any) -> None:
        """`given`: the consultee's code that the portal has filled in."""
        super().__init__(*args, **kwargs)
        self.guesser_id, self.given = guesser_id, given

    def consultee_code(self, typed: str) -> ConsulteeCode:
        return look_up_consultee_code(self.guesser_id, typed, given=self.given, now=timezone.now())


class CodeForm(GuessableForm, DraftForm):
    code = PlainTextField(
        label=_("The person's code"),
        help_text=_("Ten letters and digits. Capital or small letters, spaces and hyphens do not matter."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_code(self) -> ConsulteeCode:
        return self.consultee_code(self.cleaned_data["code"])


class JoinForm(GuessableForm, DraftForm):
    visit_code = PlainTextField(
        label=_("Visit code"),
        help_text=_("Eight letters and digits. The other supporter sees it on their own claim's page."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_visit_code(self) -> Visit:
        code = normalise_code(self.cleaned_data["visit_code"])
        if is_code(code, CONSULTEE_CODE_LENGTH):
            raise ValidationError(_("This looks like the person's code. The visit code is shorter."))
        if not is_code(code, VISIT_CODE_LENGTH):
            raise ValidationError(_("This code has a typing mistake. Ask the other supporter to read it out again."))
        visit = look_up_a_code(self.guesser_id, code, find_live_visit, now=timezone.now())
        if visit is None:
            raise ValidationError(_("No visit has this code. Perhaps the other claim was withdrawn."))
        return visit


class VisitForm(DraftForm):
    day = DayField(
        label=_("Date of the visit"),
        help_text=_("A visit that went past midnight belongs to the day on which it began."),
    )
    prefecture = forms.ChoiceField(label=_("Prefecture"), choices=[("", "—"), *Prefecture.choices])
    errand = forms.ChoiceField(label=_("Where did you go?"), choices=ErrandKind.choices, widget=forms.RadioSelect)
    field = forms.ChoiceField(label=_("What was it about?"), choices=ErrandField.choices, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language you helped in"), choices=[("", "—"), *SpokenLanguage.choices])
    obstacles = forms.MultipleChoiceField(
        label=_("What got in the way?"),
        help_text=_("Choose as many as fit. The office uses the figures, without persons, for proposals."),
        choices=Obstacle.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def details(self) -> VisitDetails:
        known = self.cleaned_data
        return VisitDetails(
            known["prefecture"], known["errand"], known["field"], known["language"], tuple(known["obstacles"])
        )


class TimesForm(DraftForm):
    """Own start and end. `day` is the visit's, for whom opens it; who joins gives the own one."""

    start_day = DayField(label=_("Day on which you began"))
    start_time = ClockField(label=_("You began at"), help_text=_("Your own times, Japan time. For example 13:30."))
    end_time = ClockField(label=_("You ended at"))
    end_day = DayField(
        label=_("Day on which you ended"),
        help_text=_("Only when you went past midnight. Otherwise leave it empty."),
        required=False,
    )

    def __init__(self, *args: Any, day: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        if day is not None:
            del self.fields["start_day"]

    def own(self) -> Interval:
        known = self.cleaned_data
        first = self.day or known["start_day"]
        return Interval(
            datetime.combine(first, known["start_time"], TOKYO),
            datetime.combine(known["end_day"] or first, known["end_time"], TOKYO),
        )


class JoinedCorrectionForm(TimesForm, IdempotentForm):
    """What the second supporter of a visit can correct."""


class CorrectionForm(GuessableForm, VisitForm, TimesForm, IdempotentForm):  # type: ignore[misc]  # the visit's own day comes first
    """What the supporter who opened the visit can correct. The code is never shown, only replaced."""

    code = PlainTextField(
        label=_("The person's code"),
        help_text=_("Leave it empty unless it was the wrong code."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    field_order = ["code", "day", "start_time", "end_time", "end_day"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["start_day"]

    def clean_code(self) -> ConsulteeCode | None:
        typed = self.cleaned_data["code"]
        return self.consultee_code(typed) if typed else None

    def own(self) -> Interval:
        self.day = self.cleaned_data["day"]
        return super().own()


class RejectionForm(IdempotentForm):
    reasons = forms.MultipleChoiceField(
        label=_("Reasons"), choices=RejectionReason.choices, widget=forms.CheckboxSelectMultiple
    )


class ReturnForm(IdempotentForm):
    reasons = forms.MultipleChoiceField(
        label=_("Reasons"), choices=ReturnReason.choices, widget=forms.CheckboxSelectMultiple
    )
