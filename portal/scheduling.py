"""Pages that editors and coordinators publish by schedule."""

from __future__ import annotations

from datetime import datetime

from django.core.management import call_command


def publish_due_pages(now: datetime) -> None:
    """Publishes what has fallen due, and takes down what has expired. Wagtail reads the clock itself."""
    call_command("publish_scheduled")
