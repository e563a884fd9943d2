from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from ..models import JoiningProposal


class JoiningPanel(Component):
    """Records of one person that a colleague wants to join, and another confirms."""

    name = "joining"
    template_name = "network/membership/desk/joining_panel.html"
    order = 107

    def __init__(self, count: int) -> None:
        self.count = count

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        return {"count": self.count}


def add_joining_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Only while there is something to do."""
    if not request.user.has_perm("network.end_membership"):
        return
    count = JoiningProposal.objects.count()
    if count:
        panels.append(JoiningPanel(count))
