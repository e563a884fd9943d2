"""The meetings that somebody leads about now: one query."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from network.people.facts import signed_in_supporter
from portal.dashboard import Card

from .facts import meetings_led


def cards(request: HttpRequest) -> list[Card]:
    supporter = signed_in_supporter(request)
    if supporter is None or supporter.has_left:
        return []
    meetings = meetings_led(supporter, timezone.now())
    return [Card(12, "consultations/hour/card.html", {"meetings": meetings})] if meetings else []
