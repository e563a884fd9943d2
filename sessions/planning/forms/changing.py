"""What coordinators type about a meeting that is planned already: other details, times, seats; and the year's plan."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.dates import TOKYO, start_of_day
from portal.forms import IdempotentForm, NumberField
from portal.time_fields import ClockField, DayField

from ...bookings.enums import Role
from ...bookings.models import Booking
from ...meetings.models import Meeting
from ..rules import Times, closing_moved_along
from .planning import MOST_SEATS, DetailsForm, TimesForm, details_of, end_of_sign_up, times_of


class ChangeForm(DetailsForm):
    last_day = DayField(label=_("Last day of sign-up"), help_text=_("Until 24:00."))
    removes_link = forms.BooleanField(label=_("Remove the stored link"), required=False)
    field_order = [
        *("title", "mode", "place", "join_link", "removes_link", "languages", "audience", "confirms_by_hand"),
        *("opens_day", "last_day", "facilitators"),
    ]

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": details_of(meeting), **kwargs})
        self.meeting = meeting
        if meeting.join_link:
            self.fields["join_link"].help_text = _("A link is stored. What you type here replaces it.")
        else:
            del self.fields["removes_link"]
        self.fields["opens_day"].help_text = ""
        self.fields["opens_day"].required = True

    def wanted(self) -> dict[str, Any]:
        """What wasn't touched stays: the link, and of a sign-up day its very moment."""
        wanted, known = self.details(), self.cleaned_data
        if "opens_day" in self.changed_data:
            wanted["sign_up_opens_at"] = start_of_day(known["opens_day"])
        if "last_day" in self.changed_data:
            wanted["sign_up_closes_at"] = end_of_sign_up(known["last_day"], self.meeting.starts_at)
        if known["join_link"] or known.get("removes_link"):
            wanted["join_link"] = "" if known.get("removes_link") else known["join_link"]
        return wanted


class MoveForm(TimesForm, IdempotentForm):
    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": times_of(meeting.starts_at, meeting.ends_at), **kwargs})
        self.meeting = meeting
        self.fields["last_day"].help_text = _("Until 24:00. Leave it empty to move it along with the session.")

    def wanted(self) -> Times:
        meeting = self.meeting
        starts_at, ends_at = self.starts_and_ends()
        opens_at, last = meeting.sign_up_opens_at, self.cleaned_data["last_day"]
        if last:
            closes_at = end_of_sign_up(last, starts_at)
        else:
            closes_at = closing_moved_along(meeting.sign_up_closes_at, opens_at, meeting.starts_at, starts_at)
        return Times(starts_at, ends_at, opens_at, closes_at)


class SeatsForm(IdempotentForm):
    """Whoever can lose a seat is listed once the seats are too few for them."""

    helper_seats = NumberField(label=_("Seats for helpers"), min_value=0, max_value=MOST_SEATS)
    learner_seats = NumberField(label=_("Seats for learners"), min_value=0, max_value=MOST_SEATS)
    freed = forms.ModelMultipleChoiceField(
        label=_("Who loses their seat?"),
        help_text=_("They get a mail that there is news."),
        queryset=Booking.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, losers: QuerySet[Booking], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["freed"]
        field.queryset = losers.select_related("supporter").order_by("role", "seat")  # type: ignore[attr-defined]
        field.label_from_instance = lambda one: f"{one.supporter}: {one.get_role_display()}"  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, int]:
        return {
            Role.HELPER: self.cleaned_data["helper_seats"],
            Role.LEARNER: self.cleaned_data["learner_seats"],
        }


class AnnounceForm(IdempotentForm):
    day = DayField(
        label=_("Day of the announcement"), help_text=_("Leave both empty to announce at once."), required=False
    )
    clock = ClockField(label=_("Time"), help_text=_("Japan time. Without a time, at 0:00."), required=False)

    def clean(self) -> dict[str, Any]:
        known = super().clean() or {}
        if known.get("clock") and not known.get("day") and "day" not in self.errors:
            self.add_error("day", _("Give the day too."))
        return known

    def at(self) -> datetime | None:
        day, clock = self.cleaned_data["day"], self.cleaned_data["clock"]
        return datetime.combine(day, clock or time.min, TOKYO) if day else None


class YearForm(IdempotentForm):
    planned = NumberField(label=_("Planned sessions"), min_value=0, max_value=100)
