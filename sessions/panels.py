"""On the staff's home page: the next session and its seats, referrals that wait."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def add_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Nothing yet."""
