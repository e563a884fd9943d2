from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, transaction
from django.db.models import QuerySet

from network.models import Programme
from portal import audit
from portal.audit import AuditEntry

pytestmark = pytest.mark.django_db

CHANGES: list[Callable[[QuerySet[AuditEntry]], object]] = [
    lambda entries: entries.update(reason="nothing happened"),
    lambda entries: entries.delete(),
]


@pytest.mark.parametrize("change", CHANGES)
def test_audit_entry_is_never_changed(change: Callable[[QuerySet[AuditEntry]], object]) -> None:
    audit.record("looked at", on=Programme(), ref="1", now=datetime(2026, 5, 1, tzinfo=UTC), actor_id=None)

    with pytest.raises(DatabaseError, match="audit entries are never changed"), transaction.atomic():
        change(AuditEntry.objects.all())
    assert AuditEntry.objects.get().reason == ""


def test_entry_says_who_did_what_to_which_and_when() -> None:
    now = datetime(2026, 5, 1, tzinfo=UTC)
    audit.record("moved", on=Programme(), ref="17", now=now, actor_id=7, changes={"day": [1, 2]}, reason="by post")

    entry = AuditEntry.objects.get()
    assert (entry.at, entry.actor_id, entry.verb) == (now, 7, "moved")
    assert (entry.object_type, entry.object_ref) == ("network.programme", "17")
    assert (entry.changes, entry.reason) == ({"day": [1, 2]}, "by post")


def test_entry_goes_with_what_it_tells_of_when_that_is_rolled_back() -> None:
    with transaction.atomic():
        audit.record("looked at", on=Programme(), ref="1", now=datetime(2026, 5, 1, tzinfo=UTC), actor_id=None)
        transaction.set_rollback(True)

    assert AuditEntry.objects.count() == 0
