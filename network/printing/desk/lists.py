"""Where the desk prints papers, and where editors write the agreement."""

from __future__ import annotations

from portal.desks import NeverDeletedViewSet

from ..models import AgreementText


class AgreementTextViewSet(NeverDeletedViewSet):
    """Editors' content. What was printed is kept apart, as it was."""

    model = AgreementText
    icon = "doc-full"
    menu_order = 240
    list_display = ["title", "language"]
    form_fields = ["language", "title", "body"]
