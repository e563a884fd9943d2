from __future__ import annotations

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class NetworkConfig(AppConfig):
    default = True
    name = "network"

    def ready(self) -> None:
        from . import signals  # noqa: F401  connects the receiver that forgets the terms


class OfficeUsersConfig(WagtailUsersAppConfig):
    """Wagtail's accounts of the office, by forms that leave no account without a way in."""

    default = False
    user_viewset = "network.people.office.desk.OfficeUserViewSet"
