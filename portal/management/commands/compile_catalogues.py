from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation.reloader import translation_file_changed

from portal.catalogues.files import compile_all


class Command(BaseCommand):
    help = "Compile the message catalogues that have changed; gettext isn't needed."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        for path in compile_all(settings.LOCALE_PATHS):
            # This process may have loaded the language before, without these messages.
            translation_file_changed(None, path)
            self.stdout.write(f"Compiled {path}")
