"""The coordinator's desk for referrals: what waits, how urgent it is, and who is asked. No texts stand here (D1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_filters
from django.db.models import Case, Count, Q, QuerySet, When
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, TitleColumn

from network.people.enums import Prefecture
from portal.desks import ActingIndexView, DeskViewSet, OwnPageView, age_in_words
from portal.templatetags.portal_tags import day, moment

from ..enums import OfferState, ReferralState, Urgency
from ..models import Referral
from .steps import COORDINATE, language_labels


class ReferralFilterSet(WagtailFilterSet):
    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=ReferralState.choices)
    urgency = django_filters.MultipleChoiceFilter(label=_("How soon?"), choices=Urgency.choices)
    prefecture = django_filters.ChoiceFilter(label=_("Prefecture"), choices=Prefecture.choices)

    class Meta:
        model = Referral
        fields: list[str] = []


def age_of(referral: Referral) -> str:
    """How long somebody has waited; what has ended ages no more."""
    return age_in_words(referral.raised_at) if referral.is_open else "–"


def in_line(referrals: QuerySet[Referral]) -> QuerySet[Referral]:
    """Where nobody has begun first, then by urgency, then by age; what has ended comes last."""
    return referrals.order_by(
        _place("state", [ReferralState.RAISED, ReferralState.SEARCHING, ReferralState.MATCHED]),
        _place("urgency", Urgency.values),
        "raised_at",
        "pk",
    )


def _place(field: str, values: list[Any]) -> Case:
    return Case(*[When(**{field: value}, then=place) for place, value in enumerate(values)], default=len(values))


class ReferralIndexView(ActingIndexView):
    page_title = _("Referrals")
    may_act = COORDINATE
    buttons = ((_("New referral"), "referrals:new", "plus"),)
    default_ordering = "raised_at"

    def get_base_queryset(self) -> QuerySet[Referral]:
        waiting = Count("offers", filter=Q(offers__state=OfferState.OPEN))
        # What is encrypted is not even read for the list.
        return Referral.objects.annotate(waiting=waiting).defer("need", "origin_wish", "community", "override_reason")

    def order_queryset(self, queryset: QuerySet[Referral]) -> QuerySet[Referral]:
        return super().order_queryset(queryset) if "ordering" in self.request.GET else in_line(queryset)

    @property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "reference",
                label=_("Reference number"),
                accessor=str,
                get_url=self.get_inspect_url,
                classname="w-whitespace-nowrap",
            ),
            Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
            Column("urgency", label=_("How soon?"), accessor="get_urgency_display"),
            Column("age", label=_("Age"), accessor=age_of, sort_key="raised_at"),
            Column("prefecture", label=_("Prefecture"), accessor="get_prefecture_display", sort_key="prefecture"),
            Column("languages", label=_("Languages"), accessor=language_labels),
            Column("waiting", label=_("Answers awaited"), accessor="waiting"),
        ]


class ReferralInspectView(OwnPageView):
    page_title = _("Referral")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        referral = self.object
        return super().get_context_data(
            referral=referral,
            answers=thin(referral),
            offers=referral.offers.select_related("supporter").order_by("offered_at", "pk"),
            may_coordinate=self.request.user.has_perm(COORDINATE),
            **kwargs,
        )


def thin(referral: Referral) -> list[tuple[str, Any]]:
    """What every reader of the desk may see."""
    agreed = day(referral.consented_on) if referral.consented_on else _now("Without the person's agreement")
    known = [
        (_now("State"), referral.get_state_display()),
        (_now("How soon?"), referral.get_urgency_display()),
        (_now("Kind of errand"), referral.get_errand_display()),
        (_now("Matter"), referral.get_field_display()),
        (_now("Prefecture"), referral.get_prefecture_display()),
        (_now("Languages"), language_labels(referral)),
        (_now("Supporters wanted"), referral.supporters_wanted),
        (_now("The person agreed on"), agreed),
        (_now("Arrived"), moment(referral.raised_at)),
        (_now("Asked for by"), referral.raised_by or _now("Coordinator")),
        (_now("From the session"), referral.case.meeting if referral.case else "–"),
    ]
    if referral.ended_at:
        known += [(_now("Ended"), moment(referral.ended_at)), (_now("Outcome"), referral.get_outcome_display() or "–")]
    return known


class ReferralViewSet(DeskViewSet):
    model = Referral
    icon = "user"
    menu_label = _("Referrals")
    menu_order = 232
    index_view_class = ReferralIndexView
    inspect_view_class = ReferralInspectView
    inspect_template_name = "consultations/referrals/desk/referral.html"
    filterset_class = ReferralFilterSet


SHOWN = 5
WAITING = [ReferralState.RAISED, ReferralState.SEARCHING]


class ReferralsPanel(Component):
    """On the coordinator's home page: who still waits for a supporter, with the age."""

    name = "referrals_waiting"
    template_name = "consultations/referrals/desk/panel.html"
    order = 140

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        waiting = Referral.objects.filter(state__in=WAITING).defer("need", "origin_wish", "community")
        first = [(referral, age_of(referral)) for referral in in_line(waiting)[:SHOWN]]
        return {"count": waiting.count(), "first": first}
