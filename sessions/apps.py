from __future__ import annotations

from django.apps import AppConfig


class SessionsConfig(AppConfig):
    """People meeting: consultations, workshops, cohorts. The label keeps clear of Django's own app `sessions`."""

    name = "sessions"
    label = "consultations"

    def ready(self) -> None:
        from . import signals  # noqa: F401  connects its receivers
