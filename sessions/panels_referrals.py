from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from .enums import ReferralState
from .models import Referral
from .viewsets.referrals import age_in_words, in_line

SHOWN = 5
WAITING = [ReferralState.RAISED, ReferralState.SEARCHING]


class ReferralsPanel(Component):
    """On the coordinator's home page: who still waits for a supporter, with the age."""

    name = "referrals_waiting"
    template_name = "consultations/desk/referrals_panel.html"
    order = 140

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        waiting = Referral.objects.filter(state__in=WAITING).defer("need", "origin_wish", "community")
        first = [(referral, age_in_words(referral)) for referral in in_line(waiting)[:SHOWN]]
        return {"count": waiting.count(), "first": first}
