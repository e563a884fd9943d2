from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate

from .published import refuse_to_start


class PortalConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        from .roles import apply_roles

        post_migrate.connect(apply_roles, sender=self)


class PublishedConfig(PortalConfig):
    """First of a published portal's apps: no program starts there before its settings were looked at."""

    def __init__(self, *args: Any) -> None:
        # Not in `ready()`: until then others have stumbled over what is missing, each with a line of its own.
        refuse_to_start(settings)
        super().__init__(*args)
