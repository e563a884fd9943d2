"""Queries whose statement is kept answer as Django's own do."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Exists, OuterRef, QuerySet

from courses.models import Lecture
from network.models import BrowserSession, Supporter, User
from portal.compiled import Compiled, Parameter
from portal.models import Draft
from tests.factories import SupporterFactory, UserFactory
from tests.learning import make_course, make_lecture
from tests.queries import Queries

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 15, 5, 30, tzinfo=UTC)
CountQueries = Callable[[], AbstractContextManager[Queries]]


def sessions_ending_after() -> QuerySet[BrowserSession]:
    ends = Parameter("moment", BrowserSession, "expire_date")
    return BrowserSession.objects.filter(expire_date__gt=ends).select_related("user__supporter").order_by("pk")


def begin_session(key: str, user: User | None, end: datetime) -> None:
    BrowserSession.objects.create(session_key=key, user=user, expire_date=end, session_data="")


def test_models_come_with_what_was_selected_and_nothing_is_asked_for_later(count_queries: CountQueries) -> None:
    supporter, alone = SupporterFactory(telephone="090-1234-5678"), UserFactory()
    for key, user in (("a", supporter.user), ("b", alone), ("c", None)):
        begin_session(key, user, NOW + timedelta(seconds=1))
    begin_session("d", None, NOW)
    asked = Compiled(sessions_ending_after)
    asked.all(moment=NOW)

    with count_queries() as queries:
        found = asked.all(moment=NOW)
        told = [(row.pk, row.user, getattr(row.user, "supporter", None), row.expire_date) for row in found]

    end = NOW + timedelta(seconds=1)
    assert told == [("a", supporter.user, supporter, end), ("b", alone, None, end), ("c", None, None, end)]
    assert found[0].user.supporter.telephone == supporter.telephone
    assert len(queries) == 1


def test_values_and_annotations_are_those_of_python() -> None:
    """Whatever the database keeps a key, a truth or a day as."""
    lecture = make_lecture(make_course())

    def build() -> QuerySet[Any, Any]:
        others = Lecture.objects.exclude(pk=OuterRef("pk"))
        rows = Lecture.objects.annotate(has_others=Exists(others)).filter(pk=Parameter("key", Lecture, "key"))
        return rows.values_list("key", "has_others")

    assert Compiled(build).all(key=lecture.translation_key) == [(UUID(str(lecture.translation_key)), False)]


def test_encrypted_values_are_read_and_deferred_ones_asked_for_when_needed(count_queries: CountQueries) -> None:
    owner = UserFactory()
    Draft.objects.create(owner=owner, form="claim", values={"code": ["7K3"]}, updated_at=NOW)
    drafts = Compiled(lambda: Draft.objects.filter(owner_id=Parameter("owner", Draft, "owner")).defer("updated_at"))
    draft = drafts.first(owner=owner.pk)
    assert draft is not None

    with count_queries() as queries:
        assert draft.values == {"code": ["7K3"]}
        assert len(queries) == 0
        assert draft.updated_at == NOW
        assert len(queries) == 1


def test_one_that_isnt_there_is_none() -> None:
    by_id = Compiled(lambda: Supporter.objects.filter(network_id=Parameter("id", Supporter, "network_id")))

    assert (by_id.first(id="nobody"), by_id.all(id="nobody")) == (None, [])
    with pytest.raises(ObjectDoesNotExist):
        by_id.get(id="nobody")


def test_row_that_was_read_can_be_saved() -> None:
    supporter = SupporterFactory()
    by_key = Compiled(lambda: Supporter.objects.filter(pk=Parameter("pk", Supporter, "id")))
    found = by_key.first(pk=supporter.pk)
    assert found is not None

    found.prefecture = "01"
    found.save()

    assert Supporter.objects.get().prefecture == "01"
