"""What coordinators type about a meeting. Days and times are Tokyo's."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.models import Supporter
from network.people.enums import SpokenLanguage
from portal.dates import TOKYO, end_of_day, start_of_day, tokyo_day
from portal.forms import IdempotentForm, NumberField, PlainTextField
from portal.names import NamesFormField
from portal.readings import typed_by_hand
from portal.time_fields import ClockField, DayField

from ...groups.forms import who_can_lead
from ...groups.models import Cohort
from ...meetings.enums import Audience, MeetingKind, Mode
from ...meetings.models import Meeting
from ..rules import usual_closing

MOST_SEATS = 500
LONGEST_LINK = 500
DETAILS = ("title", "mode", "place", "languages", "audience", "confirms_by_hand")
ONLY_PLANNED = ("kind", "cohort", "number", "join_link", "helper_seats", "learner_seats")


class SecretLinkInput(forms.URLInput):
    """Never shows what is stored, nor what was typed."""

    def format_value(self, value: Any) -> None:
        return None


class LinkField(forms.URLField):
    widget = SecretLinkInput(attrs={"autocomplete": "off"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_LINK, assume_scheme="https", required=False, **kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(typed_by_hand(str(value or "")))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not value.startswith("https://"):
            raise ValidationError(_("The link must begin with https://."))


class FacilitatorsField(PlainTextField):
    """Network IDs, one a line; gives the supporters."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Facilitators"),
            help_text=_("Their network IDs, one a line. They see who is expected, on their own telephone."),
            widget=forms.Textarea(attrs={"rows": 3}),
            max_length=2000,
            required=False,
        )

    def clean(self, value: Any) -> list[Supporter]:
        return who_can_lead(super().clean(value).split())


class TimesForm(forms.Form):
    day = DayField(label=_("Date"))
    start_time = ClockField(label=pgettext_lazy("time", "Start"), help_text=_("Japan time. For example 13:30."))
    end_time = ClockField(label=pgettext_lazy("time", "End"))
    end_day = DayField(
        label=_("Day on which it ends"),
        help_text=_("Only when it goes past midnight. Otherwise leave it empty."),
        required=False,
    )
    last_day = DayField(label=_("Last day of sign-up"), required=False)

    def starts_and_ends(self) -> tuple[datetime, datetime]:
        known = self.cleaned_data
        last = known["end_day"] or known["day"]
        return (
            datetime.combine(known["day"], known["start_time"], TOKYO),
            datetime.combine(last, known["end_time"], TOKYO),
        )


class DetailsForm(IdempotentForm):
    """What can be changed at any time before the meeting."""

    title = NamesFormField(label=_("Title"), help_text=_("A workshop needs one."), required=False)
    mode = forms.ChoiceField(label=_("How do people meet?"), choices=Mode.choices, widget=forms.RadioSelect)
    place = PlainTextField(
        label=_("Place"),
        help_text=_("Only those who have a seat see it. It can follow later."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
        required=False,
    )
    join_link = LinkField(
        label=_("Join link"),
        help_text=_("Nobody ever sees it: the portal leads there from 15 minutes before. It can follow later."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=SpokenLanguage.choices, widget=forms.CheckboxSelectMultiple
    )
    audience = forms.ChoiceField(
        label=_("Who may take part?"),
        help_text=_("A workshop is always for its cohort."),
        choices=Audience.choices,
        widget=forms.RadioSelect,
    )
    confirms_by_hand = forms.BooleanField(label=_("I confirm each person myself"), required=False)
    opens_day = DayField(
        label=_("First day of sign-up"), help_text=_("Leave it empty to begin at once."), required=False
    )
    facilitators = FacilitatorsField()

    def details(self) -> dict[str, Any]:
        """By the names of the meeting's fields, all but the link."""
        return {name: self.cleaned_data[name] for name in DETAILS}


class PlanForm(TimesForm, DetailsForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=MeetingKind.choices, widget=forms.RadioSelect)
    cohort = forms.ModelChoiceField(
        label=_("Cohort"), help_text=_("Only for a workshop."), queryset=Cohort.objects.all(), required=False
    )
    number = NumberField(
        label=_("Number"),
        help_text=_("Leave it empty for the next one of the fiscal year, or of the cohort."),
        min_value=1,
        max_value=999,
        required=False,
    )
    helper_seats = NumberField(label=_("Seats for helpers"), min_value=0, max_value=MOST_SEATS)
    learner_seats = NumberField(label=_("Seats for learners"), min_value=0, max_value=MOST_SEATS)
    field_order = [
        *("kind", "cohort", "number", "title", "day", "start_time", "end_time", "end_day", "mode", "place"),
        *("join_link", "languages", "helper_seats", "learner_seats", "audience", "confirms_by_hand", "opens_day"),
        *("last_day", "facilitators"),
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_day"].help_text = _("Until 24:00. Leave it empty for the day before.")

    def wanted(self, now: datetime) -> Meeting:
        known = self.cleaned_data
        starts_at, ends_at = self.starts_and_ends()
        opens_at = start_of_day(known["opens_day"]) if known["opens_day"] else now
        last = known["last_day"]
        closes_at = end_of_sign_up(last, starts_at) if last else usual_closing(starts_at, opens_at)
        return Meeting(
            **self.details(),
            **{name: known[name] for name in ONLY_PLANNED},
            starts_at=starts_at,
            ends_at=ends_at,
            sign_up_opens_at=opens_at,
            sign_up_closes_at=closes_at,
        )


def end_of_sign_up(last_day: date, starts_at: datetime) -> datetime:
    """24:00, or the meeting's start on its own day."""
    return starts_at if last_day == tokyo_day(starts_at) else end_of_day(last_day)


def times_of(starts_at: datetime, ends_at: datetime) -> dict[str, Any]:
    """As the form says them."""
    start, end = starts_at.astimezone(TOKYO), ends_at.astimezone(TOKYO)
    return {
        "day": start.date(),
        "start_time": start.time(),
        "end_time": end.time(),
        "end_day": end.date() if end.date() != start.date() else None,
    }


def details_of(meeting: Meeting) -> dict[str, Any]:
    """As the form says them, all but the link."""
    return {
        **{name: getattr(meeting, name) for name in DETAILS},
        "opens_day": tokyo_day(meeting.sign_up_opens_at),
        "last_day": tokyo_day(meeting.sign_up_closes_at - timedelta(seconds=1)),
        "facilitators": "\n".join(meeting.facilitators.values_list("network_id", flat=True)),
    }


def copied(meeting: Meeting) -> dict[str, Any]:
    """The plan of a session like this one, four weeks later: with its own number and without a link."""
    later = timedelta(weeks=4)
    return {
        **details_of(meeting),
        "opens_day": None,
        "last_day": None,
        **times_of(meeting.starts_at + later, meeting.ends_at + later),
        "kind": meeting.kind,
        "cohort": meeting.cohort_id,
        "helper_seats": meeting.helper_seats,
        "learner_seats": meeting.learner_seats,
    }


def workshop_of(cohort: Cohort) -> dict[str, Any]:
    """As far as the cohort says it: led by who leads the cohort, and without helpers."""
    return {
        "kind": MeetingKind.WORKSHOP,
        "cohort": cohort.pk,
        "audience": Audience.COHORT,
        "helper_seats": 0,
        "facilitators": "\n".join(cohort.facilitators.values_list("network_id", flat=True)),
    }
