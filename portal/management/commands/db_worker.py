from __future__ import annotations

from functools import partial
from typing import Any

from django_tasks_db.management.commands import db_worker

from portal.outages import outlast_outages


class Command(db_worker.Command):
    """The package's own goes on when its query meets a locked database, but ends where its transaction does."""

    def handle(self, **options: Any) -> None:
        outlast_outages(partial(super().handle, **options))
