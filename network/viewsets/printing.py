"""Where the desk prints papers, and where editors write the agreement."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path
from wagtail.admin.viewsets.model import ModelViewSet

from ..models import AgreementText
from ..views.printing import choose, print_chosen, print_for_supporter

# For the desks of these nouns, which put them among their own.
supporter_patterns = [path("print/<int:pk>/", print_for_supporter, name="print")]
papers_patterns = [
    path("print/", choose, name="print"),
    path("print/pdf/", print_chosen, name="print_pdf"),
]


class AgreementTextViewSet(ModelViewSet):
    """Editors' content. What was printed is kept apart, as it was."""

    model = AgreementText
    icon = "doc-full"
    menu_order = 240
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["title", "language"]
    form_fields = ["language", "title", "body"]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        hidden = {f"{name}_url_name": None for name in ("delete", "history", "usage")}
        common: dict[str, Any] = super().get_common_view_kwargs(**{**hidden, **kwargs})
        return common

    def get_urlpatterns(self) -> list[URLPattern]:
        shown = {"index", "index_results", "add", "edit"}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in shown]


agreement_texts = AgreementTextViewSet("agreement_texts")
