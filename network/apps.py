from __future__ import annotations

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "network"

    def ready(self) -> None:
        from . import signals  # noqa: F401  connects the receiver that forgets the terms
