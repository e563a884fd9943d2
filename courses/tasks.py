from __future__ import annotations

from django.utils import timezone
from django_tasks import task


@task()
def move_file(move_id: int) -> None:
    """Once it has moved, or while somebody else sees to it, there is nothing to do."""
    # The actions enqueue this task.
    from .actions import stored_files

    stored_files.move(move_id, now=timezone.now())
