"""Figures of a fiscal year: its sessions, planned and held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.figures.rules import Shown
from portal.figures.tables import Table

from .facts import year_of
from .models import Meeting, SessionPlan


@dataclass(frozen=True)
class SessionCounts:
    planned: int
    held: int
    cancelled: int
    to_come: int
    # Of those held.
    helper_seats: int
    learner_seats: int


def years_with_figures(now: datetime) -> list[int]:
    """The newest first; the running one always."""
    held = Meeting.objects.consultations().values_list("fiscal_year", flat=True)
    planned = SessionPlan.objects.values_list("fiscal_year", flat=True)
    return sorted({year_of(now), *held.distinct(), *planned}, reverse=True)


def sessions_of(year: int, now: datetime) -> SessionCounts:
    standing = Q(cancelled_at=None)
    held = standing & Q(ends_at__lte=now)
    counted = (
        Meeting.objects.consultations()
        .filter(fiscal_year=year)
        .aggregate(
            held=Count("pk", filter=held),
            cancelled=Count("pk", filter=~standing),
            to_come=Count("pk", filter=standing & Q(ends_at__gt=now)),
            helper_seats=Sum("helper_seats", filter=held, default=0),
            learner_seats=Sum("learner_seats", filter=held, default=0),
        )
    )
    planned = SessionPlan.objects.filter(fiscal_year=year).values_list("planned", flat=True).first()
    return SessionCounts(planned=planned or 0, **counted)


def table_of_sessions(counts: SessionCounts) -> Table:
    lines: list[tuple[str, tuple[Shown, ...]]] = [
        (pgettext("number of sessions", "Planned"), (counts.planned,)),
        (_("Held"), (counts.held,)),
        (pgettext("state of a session", "Cancelled"), (counts.cancelled,)),
        (_("Still to come"), (counts.to_come,)),
    ]
    return Table("sessions", _("Sessions"), [_("Sessions"), pgettext("how many", "Number")], lines)
