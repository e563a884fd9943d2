"""Locks of files. Whoever takes others too takes these first (`people.locks`)."""

from __future__ import annotations

from .enums import IMPORT_TRANSITIONS, ImportState
from .models import MemberImport, MemberImportQuerySet


class NotNowError(Exception):
    """The file is not where this step begins: somebody else was here first."""


def lock(pk: int, wanted: ImportState | None = None) -> MemberImport:
    """On its way to the state that is `wanted`, if any is."""
    locked = MemberImport.objects.without_content().select_for_update().get(pk=pk)
    if wanted and wanted not in IMPORT_TRANSITIONS[ImportState(locked.state)]:
        raise NotNowError
    return locked


def lock_at_work(files: MemberImportQuerySet, pk: int) -> MemberImport | None:
    """By the worker that takes its next line; nothing, where it is none of these any more."""
    return files.without_content().select_for_update().filter(pk=pk).first()


def lock_waiting() -> list[MemberImport]:
    """All that wait to be imported, with what they say: none can be started meanwhile."""
    return list(MemberImport.objects.select_for_update().filter(content__isnull=False).order_by("pk"))
