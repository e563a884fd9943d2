from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet


def forget(rows: QuerySet[Any]) -> None:
    """Delete what still is as the query says.

    Locked first: Django looks rows up and then deletes them by id, though one of them was used again meanwhile.
    """
    with transaction.atomic():
        old = list(rows.select_for_update().values_list("pk", flat=True))
        # Looked up by no more than their keys: what a row holds is not unsealed to be thrown away.
        rows.model._default_manager.filter(pk__in=old).only("pk").delete()
