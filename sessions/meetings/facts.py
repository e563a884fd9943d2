"""What the public reads of consultation sessions: those whose page is live in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page as PageOfList
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q

from portal.dates import fiscal_year, tokyo_day

from .models import ConsultationPage, Meeting, MeetingQuerySet, SessionPlan

PAST_SHOWN = 20


@dataclass(frozen=True)
class Announced:
    """A session as one line of a list."""

    meeting: Meeting
    title: str
    url: str


@dataclass(frozen=True)
class YearPlan:
    """S1: plan against held. Without a plan, `planned` is None."""

    fiscal_year: int
    planned: int | None
    held: int
    coming: int


def meeting_of(page: ConsultationPage) -> Meeting | None:
    """The one that this page announces."""
    return Meeting.objects.without_secrets().filter(pk=page.translation_key).first()


def next_end(now: datetime) -> datetime | None:
    """When the next session that is to come is one that was."""
    return Meeting.objects.filter(ends_at__gt=now).order_by("ends_at").values_list("ends_at", flat=True).first()


def page_of(meeting: Meeting, language: str) -> ConsultationPage | None:
    """Where the public reads about this session."""
    return _live_pages(language).filter(translation_key=meeting.pk).first()


def coming(language: str, now: datetime) -> list[Announced]:
    return _with_pages(announced_in(language).coming(now), language)


def past(language: str, now: datetime, page_number: str) -> PageOfList[Meeting]:
    """One page of what was held, the latest first; its entries are `Announced`."""
    paginator = Paginator(announced_in(language).held(now), PAST_SHOWN)
    found = paginator.get_page(page_number)
    found.object_list = _with_pages(found.object_list, language)  # type: ignore[assignment]  # entries for the list
    return found


def year_of(starts_at: datetime) -> int:
    return fiscal_year(tokyo_day(starts_at))


def year_plans(now: datetime) -> list[YearPlan]:
    """The latest fiscal year first: those planned, those with sessions, and the running one."""
    planned = dict(SessionPlan.objects.values_list("fiscal_year", "planned"))
    counted = {
        year: (held, coming)
        for year, held, coming in Meeting.objects.consultations()
        .standing()
        .values("fiscal_year")
        .annotate(held=Count("pk", filter=Q(ends_at__lte=now)), coming=Count("pk", filter=Q(ends_at__gt=now)))
        .values_list("fiscal_year", "held", "coming")
    }
    years = sorted({*planned, *counted, year_of(now)}, reverse=True)
    return [YearPlan(year, planned.get(year), *counted.get(year, (0, 0))) for year in years]


def planned_year(now: datetime) -> YearPlan | None:
    """The running one, once somebody has planned it."""
    plans = (plan for plan in year_plans(now) if plan.fiscal_year == year_of(now))
    return next((plan for plan in plans if plan.planned is not None), None)


def announced_in(language: str) -> MeetingQuerySet:
    has_page = Exists(_live_pages(language).filter(translation_key=OuterRef("pk")))
    return Meeting.objects.without_secrets().filter(has_page)


def _with_pages(meetings: Iterable[Meeting], language: str) -> list[Announced]:
    found = list(meetings)
    pages: dict[UUID, ConsultationPage] = {
        page.translation_key: page
        for page in _live_pages(language).filter(translation_key__in=[meeting.pk for meeting in found])
    }
    return [Announced(meeting, pages[meeting.pk].title, pages[meeting.pk].url) for meeting in found]


def _live_pages(language: str) -> Any:
    return ConsultationPage.objects.live().filter(locale__language_code=language)
