"""Figures of a fiscal year: who took part in the sessions held. People with a seat are told by role and by language,
those who sat beside the seats apart from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from portal.figures.rules import Column, Hidden, Shown, breakdowns, column
from portal.figures.tables import Table, table_of

from ..meetings.figures import SessionCounts
from ..meetings.models import Meeting
from .enums import GUEST_ROLES, SEATED_ROLES, TAKING_PART_STATES, BookingState, Role
from .models import Booking

SEATED = [role for role in Role if role in SEATED_ROLES]
GUESTS = [role for role in Role if role in GUEST_ROLES]
ATTENDANCE = {
    BookingState.ATTENDED: gettext_lazy("Took part"),
    BookingState.NO_SHOW: gettext_lazy("Did not come"),
    BookingState.CONFIRMED: gettext_lazy("Not noted"),
}


def tables_of_attendance(sessions: SessionCounts, year: int, now: datetime) -> list[Table]:
    by_role, by_language, guests = _attendance(year, now)
    languages = [str(name) for _code, name in settings.LANGUAGES]
    states = [str(label) for label in ATTENDANCE.values()]
    roles, of_language = [_("Role"), *states], [_("Language"), *states]
    return [
        _seats(sessions, [role.total for role in by_role]),
        table_of("roles", _("Attendance by role"), roles, _labels(SEATED), by_role),
        table_of("languages", _("Attendance by language of the person"), of_language, languages, by_language),
        table_of("invited", _("Attendance of the invited"), roles, _labels(GUESTS), guests),
    ]


def _attendance(year: int, now: datetime) -> tuple[list[Column], list[Column], list[Column]]:
    """For each state a column by role, of the same people one by language, and of guests one by role."""
    held = Meeting.objects.consultations().held(now).filter(fiscal_year=year)
    bookings = Booking.objects.filter(meeting__in=held.order_by(), state__in=sorted(TAKING_PART_STATES))
    by_role, by_language = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    counted = bookings.values_list("role", "supporter__language", "state").annotate(count=Count("pk"))
    for role, language, state, count in counted:
        by_role[role, state] += count
        if role in SEATED_ROLES:
            by_language[language, state] += count
    seated = [
        breakdowns(
            [by_role[role, state] for role in SEATED],
            [by_language[code, state] for code, _name in settings.LANGUAGES],
        )
        for state in ATTENDANCE
    ]
    guests = [column([by_role[role, state] for role in GUESTS]) for state in ATTENDANCE]
    return [roles for roles, _languages in seated], [languages for _roles, languages in seated], guests


def _seats(sessions: SessionCounts, taken: Iterable[Shown]) -> Table:
    """Those taken are told only where all that they consist of is told."""
    known = list(taken)
    told = [count for count in known if not isinstance(count, Hidden)]
    lines: list[tuple[str, tuple[Shown, ...]]] = [
        (_("Seats for helpers"), (sessions.helper_seats,)),
        (_("Seats for learners"), (sessions.learner_seats,)),
        (_("Seats taken"), (sum(told) if len(told) == len(known) else Hidden.WITHHELD,)),
    ]
    return Table("seats", _("Seats in the sessions held"), [_("Seats"), pgettext("how many", "Number")], lines)


def _labels(roles: Iterable[Role]) -> list[str]:
    return [str(role.label) for role in roles]
