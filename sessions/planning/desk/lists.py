"""The coordinator's desk: what is planned, announced and held, and who has a seat (S1, S3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, TitleColumn

from portal.desks import ActingIndexView, DeskViewSet, OwnPageView

from ...meetings.enums import MeetingKind
from ...meetings.facts import page_of, year_of, year_plans
from ...meetings.models import Meeting
from ...meetings.texts import called, period
from ..facts import announcement_due, for_desk, next_meeting, waits_for_announcement
from ..texts import state_in_words
from .steps import PLAN

COMING, PAST, CANCELLED = "coming", "past", "cancelled"
FIRST_FISCAL_YEAR = 2023


def fiscal_years() -> list[tuple[int, str]]:
    """From the network's first one (S1) to the next."""
    return [(year, str(year)) for year in range(year_of(timezone.now()) + 1, FIRST_FISCAL_YEAR - 1, -1)]


class MeetingFilterSet(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=MeetingKind.choices)
    when = django_filters.ChoiceFilter(
        label=pgettext_lazy("a session", "When"),
        choices=[
            (COMING, pgettext_lazy("sessions", "Coming")),
            (PAST, pgettext_lazy("sessions", "Past")),
            (CANCELLED, pgettext_lazy("state of a session", "Cancelled")),
        ],
        method="at_that_time",
    )
    fiscal_year = django_filters.ChoiceFilter(label=_("Fiscal year"), choices=fiscal_years)

    class Meta:
        model = Meeting
        fields: list[str] = []

    def at_that_time(self, queryset: QuerySet[Meeting], name: str, value: str) -> QuerySet[Meeting]:
        if value == CANCELLED:
            return queryset.exclude(cancelled_at=None)
        now, standing = timezone.now(), queryset.filter(cancelled_at=None)
        return standing.filter(ends_at__gt=now) if value == COMING else standing.filter(ends_at__lte=now)


def of_seats(taken: int, seats: int) -> str:
    """A workshop has no seats for helpers."""
    return f"{taken}/{seats}" if seats else "–"


class MeetingIndexView(ActingIndexView):
    page_title = _("Sessions")
    may_act = PLAN
    buttons = ((_("Plan a session"), "meetings:new", "plus"),)
    default_ordering = "-starts_at"

    def get_base_queryset(self) -> QuerySet[Meeting]:
        return for_desk()

    @property
    def columns(self) -> list[Column]:
        now = timezone.now()
        return [
            TitleColumn("name", label=_("Session"), accessor=called, get_url=self.get_inspect_url, width="30%"),
            Column("period", label=pgettext_lazy("a session", "When"), accessor=period, sort_key="starts_at"),
            Column("state", label=_("State"), accessor=lambda meeting: state_in_words(meeting, now)),
            Column("helpers", label=_("Helpers"), accessor=lambda one: of_seats(one.helpers, one.helper_seats)),
            Column("learners", label=_("Learners"), accessor=lambda one: of_seats(one.learners, one.learner_seats)),
            Column("waiting", label=_("Waiting list"), accessor="waiting", sort_key="waiting"),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_plan = self.request.user.has_perm(PLAN)
        return super().get_context_data(years=year_plans(timezone.now()), may_plan=may_plan, **kwargs)


class MeetingInspectView(OwnPageView):
    page_title = _("Session")

    def get_object(self, queryset: Any = None) -> Meeting:
        return get_object_or_404(for_desk(), pk=self.pk)

    def get_page_subtitle(self) -> str:
        return called(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meeting, now = self.object, timezone.now()
        may_plan = self.request.user.has_perm(PLAN)
        return super().get_context_data(
            meeting=meeting,
            state=state_in_words(meeting, now),
            announcement_due=None if meeting.is_cancelled else announcement_due(meeting, now),
            has_begun=meeting.starts_at <= now,
            is_over=meeting.ends_at <= now,
            public_page=page_of(meeting, get_language() or ""),
            may_plan=may_plan,
            may_announce=may_plan and waits_for_announcement(meeting, now),
            facilitators=meeting.facilitators.all(),
            **kwargs,
        )


class MeetingViewSet(DeskViewSet):
    model = Meeting
    icon = "comment"
    menu_label = _("Sessions")
    menu_order = 225
    index_view_class = MeetingIndexView
    inspect_view_class = MeetingInspectView
    inspect_template_name = "consultations/planning/desk/meeting.html"
    index_template_name = "consultations/planning/desk/meetings.html"
    filterset_class = MeetingFilterSet


class NextMeetingPanel(Component):
    """On the staff's home page: the next session and its seats."""

    name = "next_meeting"
    template_name = "consultations/planning/desk/panel.html"
    order = 130

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        return {"meeting": next_meeting(timezone.now())}
