from __future__ import annotations

from django.http import HttpRequest

from portal.dashboard import Card, Step


def steps(request: HttpRequest) -> list[Step]:
    return []


def cards(request: HttpRequest) -> list[Card]:
    return []
