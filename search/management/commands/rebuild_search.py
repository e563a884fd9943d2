from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from search.actions import rebuild
from search.models import PageText


class Command(BaseCommand):
    help = "Read all pages anew for the site's search."

    def handle(self, *args: Any, **options: Any) -> None:
        rebuild(timezone.now())
        self.stdout.write(f"{PageText.objects.count()} pages can be found")
