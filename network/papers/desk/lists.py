"""The paper desk's lists: who gets papers, what came back, what is missing; and the terms (R3, R4)."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from portal.desks import ActingIndexView, DeskInspectView, DeskViewSet, NeverDeletedViewSet
from portal.templatetags.portal_tags import day

from ...people.models import Supporter
from ..enums import PapersState
from ..models import Papers, Term
from .steps import HANDLE, told


class PapersFilterSet(WagtailFilterSet):
    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=PapersState.choices)
    term = django_filters.ModelChoiceFilter(label=_("Registration term"), queryset=Term.objects.all())

    class Meta:
        model = Papers
        fields: list[str] = []


class PapersIndexView(ActingIndexView):
    page_title = _("Papers")
    may_act = HANDLE
    buttons = (
        (_("Find by network ID"), "papers:find", "search"),
        (_("Papers to send"), "papers:send_out", "mail"),
        (_("Ask for renewal"), "papers:renewal", "calendar"),
    )
    default_ordering = "changed_at"

    def get_base_queryset(self) -> QuerySet[Papers]:
        return Papers.objects.select_related("supporter", "term")

    def search_queryset(self, queryset: QuerySet[Papers]) -> QuerySet[Papers]:
        if not self.is_searching:
            return queryset
        return queryset.filter(supporter__in=Supporter.objects.beginning_with(self.search_query))

    @property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("supporter", label=_("Network ID"), accessor="supporter", get_url=self.get_inspect_url),
            Column("term", label=_("Registration term"), accessor="term", sort_key="term__starts_on"),
            Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
            Column("missing", label=_("What is missing"), accessor=lambda papers: ", ".join(papers.missing_labels)),
            Column("since", label=_("Since"), accessor=lambda papers: day(papers.changed_at), sort_key="changed_at"),
        ]


class PapersInspectView(DeskInspectView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(steps=told(self.object), **kwargs)


class PapersViewSet(DeskViewSet):
    model = Papers
    icon = "form"
    menu_label = _("Papers")
    menu_order = 215
    index_view_class = PapersIndexView
    inspect_view_class = PapersInspectView
    inspect_template_name = "network/papers/desk/papers.html"
    filterset_class = PapersFilterSet
    search_fields = ["supporter__network_id"]
    inspect_view_fields = ["supporter", "term", "state", "changed_at"]


class TermViewSet(NeverDeletedViewSet):
    """A term isn't deleted: papers were sent for it."""

    model = Term
    icon = "calendar-alt"
    menu_order = 228
    list_display = ["name", "starts_on", "ends_on"]
    form_fields = ["name", "starts_on", "ends_on"]
