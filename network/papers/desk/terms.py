from __future__ import annotations

from portal.desks import NeverDeletedViewSet

from ..models import Term


class TermViewSet(NeverDeletedViewSet):
    """A term isn't deleted: papers were sent for it."""

    model = Term
    icon = "calendar-alt"
    menu_order = 228
    list_display = ["name", "starts_on", "ends_on"]
    form_fields = ["name", "starts_on", "ends_on"]
