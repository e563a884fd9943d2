"""The officers' desk in the Wagtail admin: a list, a claim, and the three decisions. Nothing is edited or exported."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView, InspectView, WagtailAdminTemplateMixin
from wagtail.permission_policies import ModelPermissionPolicy

from network.facts import user_id
from network.models import Programme, User
from portal.dates import tokyo_day
from portal.desks import DeskViewSet
from portal.forms import IdempotentForm
from portal.templatetags.portal_tags import day, yen

from .actions import (
    RefusedError,
    approval_of,
    approve,
    reject,
    rejection_of,
    return_for_correction,
    return_of,
    uphold,
    upholding_of,
)
from .enums import ClaimState, RejectionReason, ReturnReason
from .forms import ApprovalForm, RejectionForm, ReturnForm
from .models import Claim
from .reasons import refusals
from .rules import Decision, Reason
from .views.own import labels

ACTIONS = {"view", "decide"}
DONE = _("Claim %(claim)s: done.")
SENT_BEFORE = _("Claim %(claim)s: this page was sent before. Nothing was done now.")


class DeskPolicy(ModelPermissionPolicy):
    """Claims are looked at and decided. Adding, changing, deleting is nobody's, a superuser's included."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in ACTIONS and super().user_has_permission(user, action)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        return super().users_with_any_permission(ACTIONS & set(actions))


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


def age_in_words(claim: Claim) -> str:
    """How long the office or the supporter has owed an answer; a claim that is decided ages no more."""
    if claim.state not in (ClaimState.FILED, ClaimState.RETURNED, ClaimState.WAITING):
        return "–"
    days = (tokyo_day(timezone.now()) - tokyo_day(claim.filed_at)).days
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


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
            Column("age", label=_("Age"), accessor=age_in_words, sort_key="filed_at"),
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


class DecisionView(WagtailAdminTemplateMixin, TemplateView):
    """One decision with its reasons, offered while it is possible; a second press of the button changes nothing."""

    template_name = "claims/desk/decide.html"
    form_class: type[IdempotentForm] = ApprovalForm
    button = _("Approve")
    judge: Callable[[Claim, int], Decision] = staticmethod(approval_of)
    has_decided = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm("claims.decide_claim"):
            raise PermissionDenied
        # Only now: others needn't know which claims there are.
        self.claim = get_object_or_404(Claim.objects.with_visit(), pk=kwargs["pk"])
        self.form = self.form_class(request.POST or None)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(**kwargs))
        try:
            address = self.form.once(request, self._decide)
        except RefusedError as error:
            return self.render_to_response(self.get_context_data(refusals=refusals(error.decision, None)))
        said = messages.success if self.has_decided else messages.warning
        said(request, (DONE if self.has_decided else SENT_BEFORE) % {"claim": self.claim})
        return redirect(address)

    def _decide(self) -> str:
        self.act(self.claim)
        self.has_decided = True
        return reverse("claims_desk:inspect", args=[self.claim.pk])

    def act(self, claim: Claim) -> None:
        approve(claim, officer_id=user_id(self.request), now=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {
            "claim": self.claim,
            "form": self.form,
            "button": self.button,
            "refusals": refusals(self.judge(self.claim, user_id(self.request)), None),
            **kwargs,
        }
        return super().get_context_data(**context)

    def get_page_title(self) -> str:
        return str(self.button)

    def get_page_subtitle(self) -> str:
        return str(self.claim)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("claims_desk:index"), "label": _("Claims")},
            {"url": reverse("claims_desk:inspect", args=[self.claim.pk]), "label": str(self.claim)},
            {"url": "", "label": self.button},
        ]


class UpholdView(DecisionView):
    button = _("Leave it approved")
    judge = staticmethod(upholding_of)

    def act(self, claim: Claim) -> None:
        uphold(claim, officer_id=user_id(self.request), now=timezone.now())


class RejectView(DecisionView):
    form_class = RejectionForm
    button = _("Reject")
    judge = staticmethod(rejection_of)

    def act(self, claim: Claim) -> None:
        reasons = [RejectionReason(value) for value in self.form.cleaned_data["reasons"]]
        reject(claim, reasons, officer_id=user_id(self.request), now=timezone.now())


class ReturnView(DecisionView):
    form_class = ReturnForm
    button = _("Return for correction")
    judge = staticmethod(return_of)

    def act(self, claim: Claim) -> None:
        reasons = [ReturnReason(value) for value in self.form.cleaned_data["reasons"]]
        return_for_correction(claim, reasons, officer_id=user_id(self.request), now=timezone.now())


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
            path("approve/<int:pk>/", DecisionView.as_view(), name="approve"),
            path("reject/<int:pk>/", RejectView.as_view(), name="reject"),
            path("return/<int:pk>/", ReturnView.as_view(), name="return"),
            path("uphold/<int:pk>/", UpholdView.as_view(), name="uphold"),
        ]
