"""Figures of a fiscal year, gathered from the nouns: to look at, and as a file for who may export."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from network.people.facts import user_id
from portal import audit
from portal.desks import WithSteps, pressed_by_who_may
from portal.figures.charts import chart_of
from portal.figures.tables import Table, as_csv

from .bookings.figures import tables_of_attendance
from .groups.figures import table_of_cohorts
from .hour.figures import tables_of_cases
from .meetings.facts import year_of
from .meetings.figures import sessions_of, table_of_sessions, years_with_figures
from .meetings.models import SessionPlan
from .referrals.figures import tables_of_referrals

SEE = "consultations.view_meeting"
EXPORT = "consultations.export_figures"


def tables_of(year: int, now: datetime) -> list[Table]:
    """In a fixed number of queries, with small groups hidden."""
    sessions = sessions_of(year, now)
    return [
        table_of_sessions(sessions),
        *tables_of_attendance(sessions, year, now),
        *tables_of_cases(year),
        *tables_of_referrals(year),
        table_of_cohorts(year),
    ]


def as_file(year: int, now: datetime) -> str:
    return as_csv([_("Fiscal year"), year], tables_of(year, now))


@permission_required(SEE)
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    years = years_with_figures(now)
    year = _year(request.GET.get("year", ""), years, now)
    shown = [(table, chart_of(table)) for table in tables_of(year, now)]
    context = {"year": year, "years": years, "tables": shown, "may_export": request.user.has_perm(EXPORT)}
    return render(request, "consultations/figures/figures.html", context)


@pressed_by_who_may(EXPORT)
def export(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    year = _year(request.POST.get("year", ""), years_with_figures(now), now)
    text = as_file(year, now)
    with transaction.atomic():
        audit.record("figures exported", on=SessionPlan(), ref=str(year), now=now, actor_id=user_id(request))
    headers = {"Content-Disposition": f'attachment; filename="figures-{year}.csv"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


def _year(asked: str, years: list[int], now: datetime) -> int:
    """The running one, unless there are figures of the one asked for."""
    return next((year for year in years if str(year) == asked), year_of(now))


class FiguresMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(SEE)


class FiguresViewSet(WithSteps, ViewSet):
    icon = "clipboard-list"
    url_prefix = "figures"
    menu_label = pgettext_lazy("sessions", "Figures")
    menu_order = 227
    menu_item_class = FiguresMenuItem
    add_to_admin_menu = True
