from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self) -> None:
        from . import background, logs, signals  # noqa: F401  connects the receivers

        if not settings.DEMO:
            logs.tell_what_nobody_caught()
