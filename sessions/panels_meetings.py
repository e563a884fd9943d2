from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from .facts.planning import next_meeting


class NextMeetingPanel(Component):
    """On the staff's home page: the next session and its seats."""

    name = "next_meeting"
    template_name = "consultations/desk/meetings_panel.html"
    order = 130

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        return {"meeting": next_meeting(timezone.now())}
