"""Files of a lecture that is gone move to new names: the links to the old ones, already given out, die at once.

A bucket's signed links ask nobody. From local disk the portal itself gives out each byte and asks each time, so nothing
has to move there.
"""

from __future__ import annotations

import logging
import posixpath
import secrets
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from django.core.files.storage import FileSystemStorage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django_tasks import task

from ..models import FileMove, Recording
from ..models.lectures import recordings_storage

logger = logging.getLogger(__name__)

TRY_AGAIN_AFTER = timedelta(minutes=1)
FILES = ("video", "audio")


def links_ask_nobody() -> bool:
    return not isinstance(recordings_storage(), FileSystemStorage)


def ask_to_move(lectures: Collection[UUID], *, now: datetime) -> int:
    """How many files move from the commit on; the clock sees to those that can't at first."""
    if not links_ask_nobody():
        return 0
    moves = [
        FileMove(lecture_id=key, old_name=name, new_name=_unguessable(name), asked_at=now, next_try_at=now)
        for key, name in _files_of(lectures)
    ]
    # One that waits already goes on to the name that was chosen for it.
    FileMove.objects.bulk_create(moves, ignore_conflicts=True)
    for pk in FileMove.objects.filter(old_name__in=[move.old_name for move in moves]).values_list("pk", flat=True):
        transaction.on_commit(partial(move_file.enqueue, pk))
    return len(moves)


@task()
def move_file(move_id: int) -> None:
    """Once it has moved, or while somebody else sees to it, there is nothing to do."""
    move(move_id, now=timezone.now())


def _files_of(lectures: Collection[UUID]) -> Iterator[tuple[UUID, str]]:
    for key, *names in Recording.objects.filter(lecture__in=lectures).values_list("lecture_id", *FILES):
        yield from ((key, name) for name in names if name)


def _unguessable(name: str) -> str:
    path = PurePosixPath(name)
    return str(path.with_name(secrets.token_hex(16) + path.suffix))


def move_due_files(now: datetime) -> None:
    """The net under the tasks: what a storage that was away, or a killed worker, left where it was."""
    for pk in FileMove.objects.filter(next_try_at__lte=now).values_list("pk", flat=True):
        move(pk, now=now)


def move(pk: int, *, now: datetime) -> None:
    asked = FileMove.objects.filter(pk=pk).first()
    if asked is None:
        return
    try:
        _move(asked)
    except Exception as error:  # whatever a storage raises: the file is tried again
        logger.error("a file of lecture %s could not be moved: %s", asked.lecture_id, type(error).__name__)
        attempts = asked.attempts + 1
        waits = TRY_AGAIN_AFTER * min(attempts, 30)
        FileMove.objects.filter(pk=pk).update(attempts=attempts, next_try_at=now + waits)


def _move(move: FileMove) -> None:
    """Each step may be done twice: killed in between, the next attempt goes through them again.

    A bucket that lets nobody list it doesn't tell whether a file is there: what the recordings say decides.
    """
    storage = recordings_storage()
    if _recordings_with(move.old_name).exists():
        _copy(storage, move.old_name, move.new_name)
        for name in FILES:
            Recording.objects.filter(**{name: move.old_name}).update(**{name: move.new_name})
    storage.delete(move.old_name)
    if not _recordings_with(move.new_name).exists():
        # Replaced or deleted meanwhile: it is nobody's any more.
        storage.delete(move.new_name)
    move.delete()


def _recordings_with(name: str) -> QuerySet[Recording]:
    return Recording.objects.filter(Q(video=name) | Q(audio=name))


def _copy(storage: Any, old_name: str, new_name: str) -> None:
    """Within the bucket: nothing of it comes through this machine."""
    old, new = (posixpath.join(storage.location, name) for name in (old_name, new_name))
    storage.bucket.Object(new).copy({"Bucket": storage.bucket_name, "Key": old})
