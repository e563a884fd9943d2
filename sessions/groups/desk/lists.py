"""The coordinator's desk for cohorts: who learns together, who joins, and how far they are (L6)."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn

from portal.desks import ActingIndexView, DeskViewSet, OwnPageView
from portal.templatetags.portal_tags import day

from ..enums import IN_COHORT_STATES, MembershipState
from ..models import Cohort
from .steps import RUN

STILL_THERE = Q(memberships__supporter__left_on=None)


class CohortIndexView(ActingIndexView):
    page_title = _("Cohorts")
    may_act = RUN
    buttons = ((_("Set up a cohort"), "cohorts:set_up", "plus"),)
    default_ordering = "-enrols_from"

    def get_base_queryset(self) -> QuerySet[Cohort]:
        inside = STILL_THERE & Q(memberships__state__in=sorted(IN_COHORT_STATES))
        completed = STILL_THERE & Q(memberships__state=MembershipState.COMPLETED)
        return Cohort.objects.annotate(
            members=Count("memberships", filter=inside), completed=Count("memberships", filter=completed)
        )

    @property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "name", label=_("Name"), accessor="name", get_url=self.get_inspect_url, sort_key="name", width="25%"
            ),
            Column("language", label=_("Language"), accessor="get_language_display"),
            Column("members", label=_("Members"), accessor="members", sort_key="members"),
            Column("completed", label=_("Completed"), accessor=lambda cohort: f"{cohort.completed}/{cohort.members}"),
            Column("window", label=_("Enrolment"), accessor=window, sort_key="enrols_from"),
            Column(
                "closed",
                label=_("Closed on"),
                accessor=lambda cohort: day(cohort.closed_on) if cohort.closed_on else "–",
            ),
        ]


def window(cohort: Cohort) -> str:
    return f"{day(cohort.enrols_from)} – {day(cohort.enrols_until)}"


class CohortInspectView(OwnPageView):
    page_title = _("Cohort")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            cohort=self.object,
            facilitators=self.object.facilitators.all(),
            may_run=self.request.user.has_perm(RUN),
            **kwargs,
        )


class CohortViewSet(DeskViewSet):
    model = Cohort
    icon = "glasses"
    menu_label = _("Cohorts")
    menu_order = 226
    index_view_class = CohortIndexView
    inspect_view_class = CohortInspectView
    inspect_template_name = "consultations/groups/desk/cohort.html"
    search_fields = ["name"]
