from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django_tasks_db.models import DBTaskResult

from portal.demo.load import only_in_the_demo

STEPS: list[tuple[str, str, dict[str, Any]]] = [
    # First, for what the others write is said in these words.
    ("Compiling the messages", "compile_catalogues", {}),
    ("Bringing the database up to date", "migrate", {"interactive": False}),
    ("Collecting static files", "collectstatic", {"interactive": False}),
    ("Loading the demo", "load_demo", {}),
    ("Building the index of references", "rebuild_references_index", {}),
    ("Building the search index", "update_index", {}),
]

# What every saved page asks of the worker; building both indexes at the end has answered it.
ANSWERED = ["modelsearch.tasks.insert_or_update_object_task", "wagtail.tasks.update_reference_index_task"]


class Command(BaseCommand):
    help = "Do all the set-up of a demo: database, messages, static files, content, indexes. Safe to run again."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        only_in_the_demo()
        try:
            connection.ensure_connection()
        except OperationalError as error:
            first_line = str(error).strip().partition("\n")[0]
            raise CommandError(f"The database can't be reached: {first_line}") from error
        for title, command, more in STEPS:
            self.stdout.write(title)
            told = 1 if command == "load_demo" else 0
            call_command(command, verbosity=told, stdout=self.stdout, **more)
        DBTaskResult.objects.ready().filter(task_path__in=ANSWERED).delete()
