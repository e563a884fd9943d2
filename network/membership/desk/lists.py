from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.views.generic import IndexView

from portal import audit
from portal.dates import tokyo_day
from portal.desks import DeskInspectView, DeskViewSet, pressed_by_who_may

from ...papers.facts import missing_term
from ...payees.models import PayeeAccount
from ...people.addresses.desk.steps import HANDLE as HANDLE_ADDRESSES
from ...people.models import Supporter
from .. import actions as membership
from .steps import END, lead_on


class SupporterFilterSet(WagtailFilterSet):
    waits = django_filters.BooleanFilter(
        label=gettext_lazy("Experience waits to be confirmed"), method="filter_waiting"
    )

    class Meta:
        model = Supporter
        fields = ["has_declared_experience", "wants_to_accompany", "wants_foreign_origin_training", "prefecture"]

    def filter_waiting(self, supporters: Any, name: str, waits: bool) -> QuerySet[Supporter]:
        waiting = Supporter.objects.with_unconfirmed_experience()
        return supporters.filter(pk__in=waiting) if waits else supporters.exclude(pk__in=waiting)


class SupporterIndexView(IndexView):
    def search_queryset(self, queryset: QuerySet[Supporter]) -> QuerySet[Supporter]:
        if not self.is_searching:
            return queryset
        return queryset.filter(pk__in=Supporter.objects.beginning_with(self.search_query))


class SupporterInspectView(DeskInspectView):
    """Whoever reads where somebody lives is on record (D5)."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        audit.record("card seen", on=self.object, ref=str(self.object), now=timezone.now(), actor_id=request.user.pk)
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        supporter = self.object
        may_confirm = (
            self.request.user.has_perm("network.confirm_experience")
            and supporter.has_declared_experience
            and not supporter.has_confirmed_experience
            and not supporter.has_left
            and supporter.user_id != self.request.user.pk
        )
        return super().get_context_data(may_confirm=may_confirm, **self._papers(), **kwargs)

    def _may_change_address(self) -> bool:
        owner = self.object.user
        may_handle = self.request.user.has_perm(HANDLE_ADDRESSES) and owner not in (None, self.request.user)
        return may_handle and not owner.works_in_the_office

    def _may_join(self) -> bool:
        may_end = self.request.user.has_perm(END)
        return may_end and self.object.erased_on is None and self.object.user != self.request.user

    def _papers(self) -> dict[str, Any]:
        papers = list(self.object.papers.select_related("term").order_by("-term__starts_on"))
        is_member = not self.object.has_left and self.object.erased_on is None
        return {
            "all_papers": papers,
            "renewable": missing_term(papers, tokyo_day(timezone.now())) if is_member else None,
            "may_handle": self.request.user.has_perm("network.handle_papers") and self.object.erased_on is None,
            "may_end": self.request.user.has_perm(END) and self.object.erased_on is None,
            "may_change_address": self._may_change_address(),
            "may_join": self._may_join(),
            "former_ids": list(self.object.former_ids.all()),
            "account": PayeeAccount.objects.filter(supporter=self.object).first(),
        }


@pressed_by_who_may("network.confirm_experience")
def confirm_experience(request: HttpRequest, pk: int) -> HttpResponse:
    supporter = get_object_or_404(Supporter.objects.registered(), pk=pk)
    now, reason = timezone.now(), "confirmed by the desk"
    try:
        membership.confirm_experience(supporter, by_id=request.user.pk, now=now, reason=reason)
    except Supporter.DoesNotExist:
        return lead_on(request, supporter.network_id)
    messages.success(request, _("The experience of %(network_id)s is confirmed.") % {"network_id": supporter})
    return redirect("supporters:inspect", pk)


class SupporterViewSet(DeskViewSet):
    model = Supporter
    icon = "group"
    menu_order = 220
    ordering = "-registered_at"
    index_view_class = SupporterIndexView
    inspect_view_class = SupporterInspectView
    inspect_template_name = "network/membership/desk/supporter.html"
    filterset_class = SupporterFilterSet
    search_fields = ["network_id"]
    list_display = [
        "__str__",
        "registered_at",
        BooleanColumn("has_declared_experience", label=gettext_lazy("Declares experience")),
        "experience_confirmed_on",
        "prefecture",
        "left_on",
    ]
    inspect_view_fields = [
        "__str__",
        "name",
        "name_kana",
        "organisation",
        "prefecture",
        "postal_code",
        "postal_address",
        "telephone",
        "language",
        "wants_to_accompany",
        "wants_to_learn",
        "wants_foreign_origin_training",
        "has_declared_experience",
        "experience_account",
        "experience_confirmed_on",
        "registered_at",
        "left_on",
    ]
