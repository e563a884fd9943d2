"""Figures of a fiscal year: to look at, and as a file for who may export."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.auth import permission_required

from network.facts import user_id
from portal import audit
from portal.dates import fiscal_year, tokyo_day

from ..facts.figures import counts_of, years_with_figures
from ..models import SessionPlan
from ..reports import Table, as_file, in_words, tables_of
from ..rules.figures import Hidden, Shown

SEE = "consultations.view_meeting"
EXPORT = "consultations.export_figures"

# In units of the drawing, whose width follows the page.
LABELS, BARS, LINE = 300, 360, 26


@dataclass(frozen=True)
class Bar:
    label: str
    words: str
    y: int
    text_y: int
    width: float
    words_x: float


@dataclass(frozen=True)
class Chart:
    """Of a table's first column; a hidden count has no bar."""

    bars: list[Bar]
    height: int


@permission_required(SEE)
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    years = years_with_figures(now)
    year = _year(request.GET.get("year", ""), years, now)
    shown = [(table, chart_of(table)) for table in tables_of(counts_of(year, now))]
    context = {"year": year, "years": years, "tables": shown, "may_export": request.user.has_perm(EXPORT)}
    return render(request, "consultations/desk/figures.html", context)


@permission_required(EXPORT)
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    year = _year(request.POST.get("year", ""), years_with_figures(now), now)
    text = as_file(year, tables_of(counts_of(year, now)))
    with transaction.atomic():
        audit.record("figures exported", on=SessionPlan(), ref=str(year), now=now, actor_id=user_id(request))
    headers = {
        "Content-Disposition": f'attachment; filename="figures-{year}.csv"',
        "Cache-Control": "no-store, private",
    }
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


def _year(asked: str, years: list[int], now: datetime) -> int:
    """The running one, unless there are figures of the one asked for."""
    return next((year for year in years if str(year) == asked), fiscal_year(tokyo_day(now)))


def chart_of(table: Table) -> Chart | None:
    firsts = [(group, cells[0]) for group, cells in table.lines]
    longest = max((cell for _group, cell in firsts if not isinstance(cell, Hidden)), default=0)
    if not longest:
        return None
    bars = [_bar(place, group, cell, longest) for place, (group, cell) in enumerate(firsts)]
    return Chart(bars, height=len(bars) * LINE)


def _bar(place: int, group: str, cell: Shown, longest: int) -> Bar:
    width = 0 if isinstance(cell, Hidden) else round(cell / longest * BARS, 1)
    top = place * LINE
    return Bar(group, in_words(cell), y=top + 5, text_y=top + 18, width=width, words_x=LABELS + width + 8)
