"""Files that lie here: forgotten by the desk or the clock, and gone on with where a worker was killed."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models.functions import Coalesce

from portal import audit

from ..enums import ImportState
from ..locks import NotNowError, lock
from ..models import MemberImport
from ..rules import UNDO_WITHIN
from .importing import import_members
from .undoing import undo_import

KEPT_FOR = UNDO_WITHIN
# Until its columns are chosen, a file lies here whole.
KEPT_WHOLE_FOR = timedelta(hours=24)
# A worker that took no line for so long is not at work any more.
STANDS_STILL_AFTER = timedelta(minutes=10)


def forget(member_import: MemberImport, *, by_id: int, now: datetime) -> None:
    """The file and its report. Members stay; a worker that imports it stops. Raises NotNowError while it is being
    undone: half of its members would stay, and nobody could tell which."""
    with transaction.atomic():
        locked = lock(member_import.pk)
        if locked.state == ImportState.UNDOING:
            raise NotNowError
        audit.record("import forgotten", on=member_import, ref=str(member_import), now=now, actor_id=by_id)
        MemberImport.objects.without_content().filter(pk=member_import.pk).delete()


def forget_old_imports(now: datetime) -> None:
    forgotten = MemberImport.objects.without_content().exclude(state=ImportState.UNDOING)
    began = Coalesce("imported_at", "made_at")
    forgotten.alias(began=began).filter(began__lt=now - KEPT_FOR).delete()
    forgotten.filter(state=ImportState.RECEIVED, made_at__lt=now - KEPT_WHOLE_FOR).delete()


def go_on_with_standing_imports(now: datetime) -> None:
    """Nobody else restarts what a killed worker left."""
    standing = MemberImport.objects.at_work().filter(moved_at__lt=now - STANDS_STILL_AFTER)
    for pk, state in standing.values_list("pk", "state"):
        task = undo_import if state == ImportState.UNDOING else import_members
        transaction.on_commit(partial(task.enqueue, pk))
