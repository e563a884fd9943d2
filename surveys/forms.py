from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from portal.careful.forms import WARNING, CarefulForm, CarefulTextField
from portal.dates import start_of_day, tokyo_day
from portal.forms import DraftForm, IdempotentForm
from portal.idempotency import once

from .enums import LONGEST_TEXT, SCALE, QuestionKind
from .models import Question, Survey, SurveyPage

# What is sent for a question: a list of option ids, a number, or a text.
Payload = dict[str, list[str] | int | str]


class SurveyForm(CarefulForm, DraftForm, IdempotentForm):
    """One field a question, named by the question's key, so that a change of language keeps what was typed."""

    def __init__(self, *args: Any, page: SurveyPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(page.questions.all())
        for question in self.questions:
            self.fields[field_name(question)] = FIELDS[QuestionKind(question.kind)](question)

    def answer_fields(self) -> dict[str, forms.Field]:
        return {name: self.fields[name] for name in map(field_name, self.questions)}

    def once(self, request: HttpRequest, act: Callable[[], str]) -> str:
        """No row tells more of the time than the completion does, the day; and none, what was sent."""
        day = tokyo_day(timezone.now())
        key = self.cleaned_data["idempotency_key"]
        return once(str(request.user.pk), key, act, now=start_of_day(day))

    def answers(self) -> Payload:
        """The given answers by question key; what was left out isn't there."""
        found: Payload = {}
        for question in self.questions:
            value = self.cleaned_data[field_name(question)]
            if value not in ("", None, []):
                found[str(question.translation_key)] = _plain(question, value)
        return found


def field_name(question: Question) -> str:
    return f"q-{question.translation_key}"


def _plain(question: Question, value: Any) -> list[str] | int | str:
    if question.kind == QuestionKind.SCALE:
        return int(value)
    if question.kind == QuestionKind.SINGLE:
        return [value]
    return value


def _choices(question: Question) -> list[tuple[str, str]]:
    return [(option.id, option.value) for option in question.options]


def _scale(question: Question) -> list[tuple[str, str]]:
    words = {SCALE[0]: question.min_label, SCALE[-1]: question.max_label}
    return [(str(step), f"{step} · {words[step]}" if words.get(step) else str(step)) for step in SCALE]


def _words(question: Question) -> dict[str, Any]:
    return {"label": question.text, "help_text": question.help, "required": question.is_required}


def _text(question: Question, widget: forms.Widget) -> forms.Field:
    longest = LONGEST_TEXT[QuestionKind(question.kind)]
    field = CarefulTextField(max_length=longest, widget=widget, error_messages=WRITE, **_words(question))
    field.help_text = f"{question.help} {WARNING}".strip()
    return field


CHOOSE = {"required": _("Please choose an answer.")}
WRITE = {"required": _("Please write an answer.")}

FIELDS = {
    QuestionKind.SINGLE: lambda question: forms.ChoiceField(
        choices=_choices(question), widget=forms.RadioSelect, error_messages=CHOOSE, **_words(question)
    ),
    QuestionKind.MULTIPLE: lambda question: forms.MultipleChoiceField(
        choices=_choices(question), widget=forms.CheckboxSelectMultiple, error_messages=CHOOSE, **_words(question)
    ),
    QuestionKind.SCALE: lambda question: forms.ChoiceField(
        choices=_scale(question), widget=forms.RadioSelect, error_messages=CHOOSE, **_words(question)
    ),
    QuestionKind.SHORT: lambda question: _text(question, forms.TextInput()),
    QuestionKind.LONG: lambda question: _text(question, forms.Textarea(attrs={"rows": 5})),
}


class RequiredPeriodForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        surveys: Any = self.fields["surveys"]
        surveys.queryset = Survey.objects.with_titles()
