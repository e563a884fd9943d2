from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.catalogues.files import catalogue_path, read, update
from portal.catalogues.sources import messages_of_the_project


class Command(BaseCommand):
    help = "Add the source's new messages to the catalogues, untranslated, and take out those that are gone."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        found, faults = messages_of_the_project(settings.BASE_DIR)
        if faults:
            raise CommandError("\n".join(faults))
        for language in settings.PORTAL_LANGUAGES:
            path = catalogue_path(settings.LOCALE_PATHS[0], language)
            catalogue = read(path)
            update(catalogue, found, language)
            path.parent.mkdir(parents=True, exist_ok=True)
            catalogue.save(str(path))
            self.stdout.write(f"{language}: {len(catalogue.untranslated_entries())} of {len(catalogue)} to translate")
