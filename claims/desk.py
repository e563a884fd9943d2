"""The officers' desk in the Wagtail admin: a list, a claim, and its decisions. Nothing is edited or exported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from wagtail.admin.auth import permission_required
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView, InspectView, WagtailAdminTemplateMixin
from wagtail.permission_policies import ModelPermissionPolicy

from network.models import Programme, User
from network.people.facts import user_id
from portal.desks import DeskViewSet, age_in_words
from portal.forms import IdempotentForm
from portal.steps import Step, take
from portal.templatetags.portal_tags import day, yen

from .actions import (
    approval_of,
    approve,
    reject,
    rejection_of,
    return_for_correction,
    return_of,
    uphold,
    upholding_of,
)
from .enums import UNDECIDED_STATES, ClaimState, RejectionReason, ReturnReason
from .forms import RejectionForm, ReturnForm
from .models import Claim
from .rules import Decision, Reason
from .texts import labels, refusals

ALLOWED = {"view", "decide"}
DECIDE = "claims.decide_claim"
desk_view = require_http_methods(["GET", "HEAD", "POST"])


class DeskPolicy(ModelPermissionPolicy):
    """Claims are looked at and decided. Adding, changing, deleting is nobody's, a superuser's included."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in ALLOWED and super().user_has_permission(user, action)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        return super().users_with_any_permission(ALLOWED & set(actions))


def months_of_payment(request: HttpRequest | None = None) -> list[tuple[str, str]]:
    months = Claim.objects.order_by("-pay_month").values_list("pay_month", flat=True).distinct()
    return [(f"{month:%Y-%m-%d}", f"{month:%Y-%m}") for month in months]


class ClaimFilterSet(WagtailFilterSet):
    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=ClaimState.choices)
    pay_month = django_filters.ChoiceFilter(label=_("Month of payment"), choices=months_of_payment)
    programme = django_filters.ModelChoiceFilter(
        label=_("Programme"), field_name="visit__programme", queryset=Programme.objects.all()
    )

    disputed = django_filters.BooleanFilter(
        label=_("“Not with me”, says another"), field_name="disputed_at", lookup_expr="isnull", exclude=True
    )

    class Meta:
        model = Claim
        fields: list[str] = []


def age_of(claim: Claim) -> str:
    """How long the office or the supporter has owed an answer; a claim that is decided ages no more."""
    return age_in_words(claim.filed_at) if claim.state in UNDECIDED_STATES else "–"


class ClaimIndexView(IndexView):
    any_permission_required = ["view", "decide"]
    page_title = _("Claims")
    default_ordering = "filed_at"

    def get_base_queryset(self) -> QuerySet[Claim]:
        return Claim.objects.with_visit()

    def order_queryset(self, queryset: QuerySet[Claim]) -> QuerySet[Claim]:
        """What waits for a decision comes first, unless the reader sorts otherwise."""
        if "ordering" in self.request.GET:
            return super().order_queryset(queryset)
        return queryset.waiting_first()  # type: ignore[attr-defined]  # a ClaimQuerySet

    @property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("reference", label=_("Reference number"), accessor=str, get_url=self.get_inspect_url),
            Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
            Column("age", label=_("Age"), accessor=age_of, sort_key="filed_at"),
            Column("supporter", label=_("Supporter"), accessor="supporter"),
            Column("visit", label=_("Visit"), accessor=lambda claim: day(claim.visit.day)),
            Column("amount", label=_("Amount"), accessor=lambda claim: yen(claim.amount), sort_key="amount"),
            Column("month", label=_("Month of payment"), accessor=lambda claim: f"{claim.pay_month:%Y-%m}"),
        ]


class ClaimInspectView(InspectView):
    any_permission_required = ["view", "decide"]
    template_name = "claims/desk/inspect.html"
    page_title = _("Claim")

    def get_object(self, queryset: Any = None) -> Claim:
        return get_object_or_404(Claim.objects.with_visit(), pk=self.pk)

    def get_fields(self) -> list[str]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, **described(self.object), **self._decisions())

    def _decisions(self) -> dict[str, Any]:
        """What the reader may do with it; where approving fails, why."""
        if not self.user_has_permission("decide"):
            return {}
        approval = approval_of(self.object, self.request.user.pk)
        return {
            "can_approve": approval.is_allowed,
            "can_reject": rejection_of(self.object, self.request.user.pk).is_allowed,
            "can_return": return_of(self.object, self.request.user.pk).is_allowed,
            "can_uphold": upholding_of(self.object, self.request.user.pk).is_allowed,
            "refusals": [] if Reason.WRONG_STATE in approval.reasons else refusals(approval, None),
        }


def described(claim: Claim) -> dict[str, Any]:
    history = list(claim.decisions.all())
    officers = User.objects.in_bulk({entry.actor_id for entry in history if entry.actor_id})
    return {
        "claim": claim,
        "facts": claim.facts,
        "shared_with": claim.visit.claims.live().exclude(pk=claim.pk),
        "history": [
            {
                "entry": entry,
                "reasons": labels(entry),
                "by": _("supporter") if entry.actor_id == claim.supporter.user_id else officers.get(entry.actor_id),
            }
            for entry in history
        ],
    }


@permission_required(DECIDE)
@desk_view
def approving(request: HttpRequest, pk: int) -> HttpResponse:
    claim, form = _claim(pk), IdempotentForm(request.POST or None)
    step = _step(request, claim, form, lambda now: approve(claim, officer_id=user_id(request), now=now))
    return step.done or _page(request, claim, form, _("Approve"), step.refused or approval_of(claim, user_id(request)))


@permission_required(DECIDE)
@desk_view
def upholding(request: HttpRequest, pk: int) -> HttpResponse:
    claim, form = _claim(pk), IdempotentForm(request.POST or None)
    step = _step(request, claim, form, lambda now: uphold(claim, officer_id=user_id(request), now=now))
    button = _("Leave it approved")
    return step.done or _page(request, claim, form, button, step.refused or upholding_of(claim, user_id(request)))


@permission_required(DECIDE)
@desk_view
def rejecting(request: HttpRequest, pk: int) -> HttpResponse:
    claim, form = _claim(pk), RejectionForm(request.POST or None)

    def act(now: datetime) -> None:
        reasons = [RejectionReason(value) for value in form.cleaned_data["reasons"]]
        reject(claim, reasons, officer_id=user_id(request), now=now)

    step = _step(request, claim, form, act)
    return step.done or _page(request, claim, form, _("Reject"), step.refused or rejection_of(claim, user_id(request)))


@permission_required(DECIDE)
@desk_view
def returning(request: HttpRequest, pk: int) -> HttpResponse:
    claim, form = _claim(pk), ReturnForm(request.POST or None)

    def act(now: datetime) -> None:
        reasons = [ReturnReason(value) for value in form.cleaned_data["reasons"]]
        return_for_correction(claim, reasons, officer_id=user_id(request), now=now)

    step, button = _step(request, claim, form, act), _("Return for correction")
    return step.done or _page(request, claim, form, button, step.refused or return_of(claim, user_id(request)))


def _claim(pk: int) -> Claim:
    return get_object_or_404(Claim.objects.with_visit(), pk=pk)


def _step(request: HttpRequest, claim: Claim, form: IdempotentForm, act: Callable[[datetime], object]) -> Step:
    here, told = reverse("claims_desk:inspect", args=[claim.pk]), {"claim": claim}
    said = _now("Claim %(claim)s: done.") % told
    said_before = _now("Claim %(claim)s: this page was sent before. Nothing was done now.") % told
    return take(request, form, act, here, said=said, said_before=said_before)


def _page(
    request: HttpRequest, claim: Claim, form: IdempotentForm, button: str | Promise, decision: Decision
) -> HttpResponse:
    """Offered while it is possible; else with what stands in the way."""
    breadcrumbs = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": reverse("claims_desk:index"), "label": _("Claims")},
        {"url": reverse("claims_desk:inspect", args=[claim.pk]), "label": str(claim)},
        {"url": "", "label": button},
    ]
    page = {"header_title": f"{button}: {claim}", "breadcrumbs_items": breadcrumbs, "button": button}
    context = {**page, "claim": claim, "form": form, "refusals": refusals(decision, None)}
    return render(request, "claims/desk/decide.html", context)


class ClaimViewSet(DeskViewSet):
    model = Claim
    icon = "tick-inverse"
    url_prefix = "claims"
    menu_label = _("Claims")
    menu_order = 210
    index_view_class = ClaimIndexView
    inspect_view_class = ClaimInspectView
    inspect_template_name = "claims/desk/inspect.html"
    filterset_class = ClaimFilterSet

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("approve/<int:pk>/", approving, name="approve"),
            path("reject/<int:pk>/", rejecting, name="reject"),
            path("return/<int:pk>/", returning, name="return"),
            path("uphold/<int:pk>/", upholding, name="uphold"),
        ]


class ClaimsWaitingPanel(Component):
    """On the staff's home page: the claims that wait for a decision, the oldest first."""

    name = "claims_waiting"
    template_name = "claims/desk/panel.html"
    order = 120
    most_shown = 5

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        waiting = Claim.objects.waiting().with_visit().order_by("filed_at")
        oldest = [(claim, age_of(claim)) for claim in waiting[: self.most_shown]]
        return {"count": waiting.count(), "oldest": oldest, "disputed": Claim.objects.disputed().count()}
