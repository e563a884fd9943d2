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
