from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from ..models import Papers


class PapersPanel(Component):
    """On the desk's home page: the envelopes that wait, and those that are awaited."""

    name = "papers"
    template_name = "network/papers/desk/panel.html"
    order = 110

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        return {"to_send": Papers.objects.to_send().count(), "awaited": Papers.objects.awaited().count()}


def add_papers_panel(request: HttpRequest, panels: list[Any]) -> None:
    if request.user.has_perm("network.handle_papers"):
        panels.append(PapersPanel())
