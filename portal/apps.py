from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self) -> None:
        from . import background, logs, signals  # noqa: F401  connects the receivers
        from .figures import spreadsheets
        from .mail import bounces  # noqa: F401  connects the receiver of what comes back

        spreadsheets.refuse_exports_of_nothing()
        spreadsheets.make_wagtails_exports_harmless()
        if not settings.DEMO:
            logs.tell_what_nobody_caught()
