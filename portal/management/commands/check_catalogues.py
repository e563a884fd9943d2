from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.catalogues.completeness import problems
from portal.catalogues.files import catalogue_path, read
from portal.catalogues.sources import messages_of_the_project


class Command(BaseCommand):
    help = "Check that every message of the source stands translated in every language's catalogue."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        found, faults = messages_of_the_project(settings.BASE_DIR)
        for language, _name in settings.LANGUAGES:
            path = catalogue_path(settings.LOCALE_PATHS[0], language)
            faults += [f"{language}: {fault}" for fault in problems(read(path), found, needed=language != "en")]
        if faults:
            raise CommandError("\n".join([*faults, f"{len(faults)} faults in the catalogues"]))
        self.stdout.write(f"{len(found)} messages, complete in {len(settings.LANGUAGES)} languages")
