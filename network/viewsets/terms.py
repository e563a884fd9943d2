from __future__ import annotations

from typing import Any

from django.urls import URLPattern
from wagtail.admin.viewsets.model import ModelViewSet

from ..models import Term


class TermViewSet(ModelViewSet):
    """A term isn't deleted: papers were sent for it."""

    model = Term
    icon = "calendar"
    menu_order = 228
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["name", "starts_on", "ends_on"]
    form_fields = ["name", "starts_on", "ends_on"]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        hidden = {f"{name}_url_name": None for name in ("delete", "history", "usage")}
        common: dict[str, Any] = super().get_common_view_kwargs(**{**hidden, **kwargs})
        return common

    def get_urlpatterns(self) -> list[URLPattern]:
        shown = {"index", "index_results", "add", "edit"}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in shown]


terms = TermViewSet("terms")
