from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from tests.queries import Queries


@pytest.mark.django_db
def test_queries_are_counted_without_the_transactions_around_them(
    count_queries: Callable[[], AbstractContextManager[Queries]],
) -> None:
    with count_queries() as counted, transaction.atomic(), transaction.atomic():
        list(ContentType.objects.all())
        ContentType.objects.count()

    assert len(counted) == 2
    assert [statement.split(" ")[0] for statement in counted.statements] == ["SELECT", "SELECT"]
