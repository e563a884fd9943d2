"""The meetings that somebody leads about now: one query."""

from __future__ import annotations

from django.db.models import Model, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from network.people.facts import has_any, signed_in_supporter
from portal.dashboard import Card

from ..groups.models import Cohort
from ..meetings.models import Meeting
from .facts import meetings_led

LEADING: dict[str, type[Model]] = {
    "meetings led": Meeting.facilitators.through,
    "cohorts led": Cohort.facilitators.through,
}


def cards(request: HttpRequest) -> list[Card]:
    supporter = signed_in_supporter(request)
    if supporter is None or supporter.has_left or not any(has_any(request, name) for name in LEADING):
        return []
    meetings = meetings_led(supporter, timezone.now())
    return [Card(12, "consultations/hour/card.html", {"meetings": meetings})] if meetings else []


def rows() -> dict[str, QuerySet[Model]]:
    return {name: through._default_manager.filter(supporter=OuterRef("pk")) for name, through in LEADING.items()}
