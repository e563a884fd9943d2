"""A worker as the portal starts one, on tasks that are kept in the database."""

from __future__ import annotations

from django_tasks_db.management.commands.db_worker import Worker
from pytest_django import Settings


def one_worker(settings: Settings) -> Worker:
    """It ends when nothing is left to do."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    return Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="one",
        excluded_queue_names=[],
    )
