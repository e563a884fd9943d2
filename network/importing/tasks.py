from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from .facts import NetworkIDs

# The actions enqueue these tasks, so they are imported within them.


@task()
def import_members(import_id: int) -> None:
    """Line by line, from the first that nobody has taken yet; run twice, it does the work once."""
    from .actions import importing

    lines = importing.lines_to_import(import_id, timezone.now())
    network_ids = NetworkIDs.of_everybody()
    for place, line in enumerate(lines):
        if not importing.take_line(import_id, place, line, network_ids, now=timezone.now()):
            return


@task()
def undo_import(import_id: int) -> None:
    """The same, from the first line that nobody has undone yet."""
    from .actions import undoing

    while undoing.undo_next_line(import_id, now=timezone.now()):
        pass
