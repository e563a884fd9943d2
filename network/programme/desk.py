from __future__ import annotations

from portal.desks import NeverDeletedViewSet

from .models import Programme


class ProgrammeViewSet(NeverDeletedViewSet):
    """For administrators: no group has these permissions. A programme isn't deleted, for claims were judged by it."""

    model = Programme
    icon = "calendar"
    menu_order = 230
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
