"""How rows that have grown old are deleted, where one of them may be used again meanwhile."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet


def forget(rows: QuerySet[Any]) -> None:
    """Locked first, for Django looks rows up and then deletes them by id, whatever they have become. What somebody
    holds is in use: to wait for it with others in hand could be to wait in a circle."""
    with transaction.atomic():
        old = list(rows.select_for_update(skip_locked=True).values_list("pk", flat=True))
        # Looked up by no more than their keys: what a row holds is not unsealed to be thrown away.
        rows.model._default_manager.filter(pk__in=old).only("pk").delete()
