from __future__ import annotations

import uuid
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from network.models import Consultee, Programme
from portal.idempotency import (
    IdempotencyKey,
    SentBeforeError,
    forget_old_keys,
    forget_result,
    key_of,
    once,
    result_of,
)
from portal.names import Name

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 1, 10, tzinfo=UTC)
KEY = uuid.UUID("8c0f2a53-4c2b-4f1a-9a49-6e6d2c7f1f10")


def make_consultee() -> str:
    return f"/consultees/{Consultee.objects.create().pk}/"


def test_same_key_gives_the_first_result() -> None:
    first = once("7", KEY, make_consultee, now=NOW)

    assert once("7", KEY, make_consultee, now=NOW) == first
    assert Consultee.objects.count() == 1


def test_same_key_of_another_person_is_another_sending() -> None:
    assert once("7", KEY, make_consultee, now=NOW) != once("8", KEY, make_consultee, now=NOW)


def test_same_page_with_something_else_in_it_is_another_sending() -> None:
    assert key_of(KEY, "said") == key_of(KEY, "said") != key_of(KEY, "other")
    assert key_of(KEY, "said") != key_of(uuid.UUID(int=1), "said")


def test_same_key_with_other_content_does_nothing_and_says_so() -> None:
    first = once("7", KEY, make_consultee, content="helper", now=NOW)

    with pytest.raises(SentBeforeError) as error:
        once("7", KEY, make_consultee, content="learner", now=NOW)

    assert error.value.address == first
    assert once("7", KEY, make_consultee, content="helper", now=NOW) == first
    assert Consultee.objects.count() == 1


def test_result_that_is_forgotten_is_none_and_a_newer_one_stays() -> None:
    first = once("7", KEY, make_consultee, now=NOW)
    forget_result("7", KEY, first)
    anew = once("7", KEY, make_consultee, now=NOW)
    forget_result("7", KEY, first)

    assert [result_of("7", KEY), anew == first] == [anew, False]


def test_action_that_fails_leaves_the_key_free() -> None:
    def fail() -> str:
        Programme.objects.create(
            name=Name.of("backwards"), starts_on=NOW.date(), ends_on=datetime(2020, 1, 1, tzinfo=UTC).date()
        )
        return "/never/"

    with pytest.raises(IntegrityError):
        once("7", KEY, fail, now=NOW)

    assert once("7", KEY, make_consultee, now=NOW).startswith("/consultees/")


def test_key_is_forgotten_after_a_week() -> None:
    once("7", KEY, make_consultee, now=NOW)
    forget_old_keys(datetime(2026, 5, 9, tzinfo=UTC))

    assert IdempotencyKey.objects.count() == 0
