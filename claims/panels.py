from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from .models import Claim
from .viewsets import age_in_words

SHOWN = 5


class ClaimsWaitingPanel(Component):
    """On the staff's home page: the claims that wait for a decision, the oldest first."""

    name = "claims_waiting"
    template_name = "claims/desk/panel.html"
    order = 120

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        waiting = Claim.objects.waiting().with_visit().order_by("filed_at")
        oldest = [(claim, age_in_words(claim)) for claim in waiting[:SHOWN]]
        return {"count": waiting.count(), "oldest": oldest, "disputed": Claim.objects.disputed().count()}
