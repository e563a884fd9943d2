"""How an import of members is undone: as a whole, line by line, leaving what somebody has touched."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Field
from django.utils import timezone
from django_tasks import task
from wagtail import hooks

from portal import audit

from ...people.locks import lock_login, lock_people_who_may_go
from ...people.models import FormerNetworkID, Supporter, User
from ..enums import Column, ImportState, Undone
from ..facts.importing import FIELDS
from ..facts.undoing import undoings
from ..locks import NotNowError, lock, lock_at_work
from ..models import ImportLine, MemberImport
from .importing import AnotherRunsError


def start_undoing(member_import: MemberImport, *, by_id: int, now: datetime) -> None:
    """Nobody waits for it: a worker takes the lines, and the report shows how far it is."""
    try:
        with transaction.atomic():
            locked = lock(member_import.pk, ImportState.UNDOING)
            if locked.why_not_undone(now):
                raise NotNowError
            locked.state, locked.done = ImportState.UNDOING, 0
            locked.started_by_id, locked.moved_at = by_id, now
            locked.save(update_fields=["state", "done", "started_by_id", "moved_at"])
            audit.record("import being undone", on=locked, ref=str(locked), now=now, actor_id=by_id)
            transaction.on_commit(lambda: undo_import.enqueue(locked.pk))
    except IntegrityError as error:
        raise AnotherRunsError from error


@task()
def undo_import(import_id: int) -> None:
    """From the first line that nobody has undone yet; run twice, it does the work once."""
    while undo_next_line(import_id, now=timezone.now()):
        pass


def undo_next_line(pk: int, *, now: datetime) -> bool:
    """The first line that nobody has undone yet, in a transaction of its own. False: there is none, or not now."""
    with transaction.atomic():
        undoing = lock_at_work(MemberImport.objects.undoing(), pk)
        line = undoing.lines.filter(undone="").first() if undoing else None
        if undoing is None or line is None:
            return False
        assert undoing.started_by_id is not None
        _undo(line, by_id=undoing.started_by_id, now=now)
        undoing.done += 1
        undoing.moved_at = now
        if undoing.done == undoing.total:
            undoing.state = ImportState.UNDONE
        undoing.save(update_fields=["done", "moved_at", "state"])
    return True


def _undo(line: ImportLine, *, by_id: int, now: datetime) -> None:
    """Judged on locked rows: since the page that told beforehand, somebody may have signed in."""
    supporter = next(iter(lock_people_who_may_go([line.supporter_id]).values()), None)
    user = lock_login(supporter.user_id) if supporter and supporter.user_id else None
    undoing = undoings([line], undoer_id=by_id)[line.pk]
    if supporter is not None and undoing.undone == Undone.REMOVED:
        _remove(supporter, user, by_id=by_id, now=now)
        line.supporter = None
    elif supporter is not None and undoing.undone == Undone.RESTORED:
        _empty(supporter, user, undoing.empties, by_id=by_id, now=now)
    line.undone = undoing.undone
    line.stays = [[column.value if column else "", why.value] for column, why in undoing.stays]
    line.save(update_fields=["supporter", "undone", "stays"])


def _remove(supporter: Supporter, user: User | None, *, by_id: int, now: datetime) -> None:
    """The network ID stays used (R2). Nobody was told it by the portal, so the office's list may bring it again."""
    FormerNetworkID.objects.create(network_id=supporter.network_id)
    audit.record("removed by undoing an import", on=supporter, ref=str(supporter), now=now, actor_id=by_id)
    _take_back_in_other_rooms(supporter, by_id=by_id, now=now)
    supporter.delete()
    if user is not None:
        user.delete()


def _empty(supporter: Supporter, user: User | None, columns: Collection[Column], *, by_id: int, now: datetime) -> None:
    emptied: dict[str, Any] = {FIELDS[column]: _nothing_in(FIELDS[column]) for column in columns if column in FIELDS}
    if Column.EMAIL in columns:
        emptied["user"] = None
    for field, nothing in emptied.items():
        setattr(supporter, field, nothing)
    supporter.save(update_fields=list(emptied))
    if Column.EMAIL in columns and user is not None:
        user.delete()
    if Column.LANGUAGES in columns:
        supporter.languages_spoken.all().delete()
    if Column.QUALIFIED_ON in columns:
        _take_back_in_other_rooms(supporter, by_id=by_id, now=now)
    audit.record(
        "emptied by undoing an import",
        on=supporter,
        ref=str(supporter),
        now=now,
        actor_id=by_id,
        changes={"columns": [column.value for column in columns]},
    )


def _nothing_in(field: str) -> Any:
    nothing: Field[Any, Any] = Supporter._meta.get_field(field)  # type: ignore[assignment]
    return nothing.get_default()


def _take_back_in_other_rooms(supporter: Supporter, *, by_id: int, now: datetime) -> None:
    for hook in hooks.get_hooks("network_import_taken_back"):
        hook(supporter, by_id=by_id, now=now)
