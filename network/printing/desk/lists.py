"""Where the desk prints papers, and where editors write the agreement."""

from __future__ import annotations

from django.urls import path

from portal.desks import NeverDeletedViewSet

from ..models import AgreementText
from .steps import choose, print_chosen, print_for_supporter

# For the desks of these nouns, which put them among their own.
supporter_patterns = [path("print/<int:pk>/", print_for_supporter, name="print")]
papers_patterns = [
    path("print/", choose, name="print"),
    path("print/pdf/", print_chosen, name="print_pdf"),
]


class AgreementTextViewSet(NeverDeletedViewSet):
    """Editors' content. What was printed is kept apart, as it was."""

    model = AgreementText
    icon = "doc-full"
    menu_order = 240
    list_display = ["title", "language"]
    form_fields = ["language", "title", "body"]


agreement_texts = AgreementTextViewSet("agreement_texts")
