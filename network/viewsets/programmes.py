from __future__ import annotations

from typing import Any

from django.urls import URLPattern
from wagtail.admin.viewsets.model import ModelViewSet

from ..models import Programme


class ProgrammeViewSet(ModelViewSet):
    """For administrators: no group has these permissions. A programme isn't deleted, for claims were judged by it."""

    model = Programme
    icon = "calendar"
    menu_order = 230
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["name", "starts_on", "ends_on", "short_amount", "long_amount"]
    form_fields = [
        "name",
        "starts_on",
        "ends_on",
        "short_amount",
        "long_amount",
        "minimum_minutes",
        "long_from_minutes",
        "visits_per_consultee",
        "supporters_per_visit",
        "claim_months",
    ]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        hidden = {f"{name}_url_name": None for name in ("delete", "history", "usage")}
        common: dict[str, Any] = super().get_common_view_kwargs(**{**hidden, **kwargs})
        return common

    def get_urlpatterns(self) -> list[URLPattern]:
        shown = {"index", "index_results", "add", "edit"}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in shown]


programmes = ProgrammeViewSet("programmes")
