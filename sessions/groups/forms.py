"""What members send, and what is typed about cohorts at the desk, where people are named by their network IDs."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from courses.facts.lectures import course_tree
from network.models import Supporter
from network.people.facts import find_supporter
from portal.forms import IdempotentForm, NumberField, PlainTextField
from portal.names import NamesFormField
from portal.time_fields import DayField

from .actions import FIELDS
from .models import Cohort

IDS_AT_ONCE = 200
LONGEST_LIST = IDS_AT_ONCE * 60
"""Characters; a longer one is no list of so many IDs."""


class ApplyForm(IdempotentForm):
    """For somebody who asked for the training when registering."""


class DeclaringApplyForm(ApplyForm):
    declares_training = forms.BooleanField(
        label=_("I have foreign roots and want to join the training for it"),
        error_messages={"required": _("Tick the box if this is so. The groups are for people with foreign roots.")},
    )


class SharingForm(IdempotentForm):
    """All of it may stay empty, and be emptied again."""

    shared_name = PlainTextField(
        label=_("Name for the other members"),
        help_text=_("Any name you like. If you leave it empty, the others do not see you."),
        max_length=50,
        required=False,
    )
    shared_contact = PlainTextField(
        label=_("How the facilitators can reach you"),
        help_text=_("For example a telephone number. Only the facilitators see it. You can leave it empty."),
        max_length=200,
        required=False,
    )


class NetworkIdsField(PlainTextField):
    """Network IDs, one a line or several, as they were typed or pasted. The cleaned value is the list of lines."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"})
        super().__init__(max_length=LONGEST_LIST, widget=widget, **kwargs)

    def to_python(self, value: Any) -> Any:
        typed = str(super().to_python(value)).replace(",", "\n").replace("、", "\n")
        lines = [" ".join(line.split()) for line in typed.splitlines()]
        return list(dict.fromkeys(line for line in lines if line))

    def run_validators(self, value: Any) -> None:
        super().run_validators("\n".join(value))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > IDS_AT_ONCE:
            raise ValidationError(_now("Give at most %(most)d network IDs at once.") % {"most": IDS_AT_ONCE})


class InviteForm(IdempotentForm):
    network_ids = NetworkIdsField(
        label=_("Network IDs"), help_text=_("One a line. Each person gets a mail, and has 14 days to answer.")
    )


class CohortForm(IdempotentForm):
    name = NamesFormField(
        label=_("Name"),
        help_text=_("Members see it on their page. Whoever reads a language without a name sees another one."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    facilitators = NetworkIdsField(
        label=_("Facilitators"), help_text=_("Their network IDs, one a line."), required=False
    )
    enrols_from = DayField(label=_("Enrolment from"))
    enrols_until = DayField(label=_("Enrolment until"), help_text=_("This day is included."))
    lectures = forms.TypedMultipleChoiceField(
        label=_("Required lectures"), coerce=UUID, widget=forms.CheckboxSelectMultiple, required=False
    )
    required_workshops = NumberField(
        label=_("Workshops to attend"),
        help_text=_("Anyone who has attended this many, and done the required lectures, has completed the training."),
        min_value=0,
        max_value=50,
        initial=0,
    )

    def __init__(self, *args: Any, cohort: Cohort | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cohort = cohort or Cohort()
        if cohort:
            self.initial = {name: getattr(cohort, name) for name in FIELDS}
            self.initial["facilitators"] = "\n".join(str(facilitator) for facilitator in cohort.facilitators.all())
            self.initial["lectures"] = [str(lecture.pk) for lecture in cohort.lectures.all()]
        self.fields["facilitators"].widget.attrs["rows"] = 3
        # A lecture that was chosen stays on the list when its page is gone, so that it can be taken off.
        known = dict(lecture_choices())
        chosen = cohort.lectures.with_titles().exclude(pk__in=known) if cohort else []
        kept = [(str(lecture.pk), str(lecture)) for lecture in chosen]
        self.fields["lectures"].choices = [*known.items(), *kept]  # type: ignore[attr-defined]

    def clean_facilitators(self) -> list[Supporter]:
        return who_can_lead(self.cleaned_data["facilitators"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("enrols_from"), cleaned.get("enrols_until")
        if first and last and last < first:
            self.add_error("enrols_until", _("The last day must not lie before the first."))
        if not cleaned.get("lectures") and not cleaned.get("required_workshops") and "required_workshops" in cleaned:
            self.add_error("lectures", _("Choose at least one lecture, or give a number of workshops."))
        return cleaned

    def wanted(self) -> Cohort:
        """Not stored yet, or the known one with other words and numbers."""
        cohort = copy(self.cohort)
        for name in FIELDS:
            setattr(cohort, name, self.cleaned_data[name])
        return cohort


def lecture_choices() -> Iterable[tuple[str, str]]:
    """Those that can be watched, by their titles and under the name of their course."""
    for course in course_tree(get_language() or settings.LANGUAGE_CODE):
        for lecture in course.lectures:
            if lecture.is_available:
                yield str(lecture.key), f"{course.title} {lecture.number}: {lecture.title}"


def who_can_lead(typed: Iterable[str]) -> list[Supporter]:
    """Each once. All that can't be is said at once."""
    found = {one: find_supporter(one) for one in typed}
    supporters = list(dict.fromkeys(one for one in found.values() if one is not None and not one.has_left))
    unknown = [one for one, supporter in found.items() if supporter not in supporters]
    closed = [one for one, supporter in found.items() if supporter is not None and supporter.has_closed_login]
    refused = [
        (unknown, _("Nobody in the network has this ID: %(ids)s")),
        (closed, _("Their login is closed, so nothing reaches them: %(ids)s")),
    ]
    errors = [ValidationError(said, params={"ids": ", ".join(ids)}) for ids, said in refused if ids]
    if errors:
        raise ValidationError(errors)
    return supporters
