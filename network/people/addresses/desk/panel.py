from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.ui.components import Component

from ..models import AddressChange


class AddressesPanel(Component):
    """Changes of address that wait for the office to ask their owner."""

    name = "addresses"
    template_name = "network/people/addresses/desk/panel.html"
    order = 106

    def __init__(self, count: int, silenced: int) -> None:
        self.count, self.silenced = count, silenced

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        return {"count": self.count, "silenced": self.silenced}


def add_addresses_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Only while there is something to do."""
    if not request.user.has_perm("network.view_addresschange"):
        return
    silenced = list(AddressChange.objects.silent(timezone.now()).values_list("silences_the_office", flat=True))
    if silenced:
        panels.append(AddressesPanel(len(silenced), sum(silenced)))
