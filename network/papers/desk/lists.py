"""The paper desk's lists: who gets papers, what came back, what is missing; and the terms (R3, R4)."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import HeaderButton

from portal.desks import DeskInspectView, DeskViewSet, NeverDeletedViewSet
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


class PapersIndexView(IndexView):
    page_title = _("Papers")
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

    @property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.request.user.has_perm(HANDLE):
            return []
        return [
            HeaderButton(_("Find by network ID"), reverse("papers:find"), icon_name="search"),
            HeaderButton(_("Papers to send"), reverse("papers:send_out"), icon_name="mail"),
            HeaderButton(_("Ask for renewal"), reverse("papers:renewal"), icon_name="calendar"),
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
