from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone, translation
from wagtail import hooks

from portal.demo.load import only_in_the_demo


class Command(BaseCommand):
    help = "Load the demo through every room's own actions. Running it again adds only what is missing."

    def handle(self, *args: Any, **options: Any) -> None:
        only_in_the_demo()
        now = timezone.now()
        with translation.override(settings.LANGUAGE_CODE):
            for load in hooks.get_hooks("portal_load_demo"):
                load(self.say, now)

    def say(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()
