from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest
from django.test import RequestFactory

from network.models import Term, User
from portal.forms import IdempotentForm
from portal.idempotency import IdempotencyKey
from portal.refusals import Decision, RefusedError
from portal.steps import SENT_BEFORE, take
from tests.factories import TermFactory, UserFactory

pytestmark = pytest.mark.django_db
KEY = str(uuid.UUID(int=7))


class Reason(StrEnum):
    TOO_LATE = "too_late"
    TOO_EARLY = "too_early"


def sentences(decision: Decision) -> list[str]:
    return [f"It is {reason.replace('_', ' ')}." for reason in decision.reasons]


@pytest.fixture
def user() -> User:
    return UserFactory()


def sent(user: User, key: str = KEY) -> tuple[HttpRequest, IdempotentForm]:
    request = RequestFactory().post("/", {"idempotency_key": key})
    request.user = user
    request.session = {}  # type: ignore[assignment]  # messages look whether there is one
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    return request, IdempotentForm(request.POST)


def told(request: HttpRequest) -> list[str]:
    return [str(message) for message in get_messages(request)]


def make_term(now: datetime) -> Term:
    return TermFactory()


def refuse(now: datetime) -> Any:
    TermFactory()
    raise RefusedError(Decision((Reason.TOO_LATE, Reason.TOO_EARLY)))


def test_step_leads_to_what_the_action_has_made_and_tells_of_it(user: User) -> None:
    request, form = sent(user)

    step = take(request, form, make_term, lambda term: f"/terms/{term.pk}/", said=lambda term: f"Term {term.pk}")

    term = Term.objects.get()
    assert step.done is not None
    assert step.done["Location"] == f"/terms/{term.pk}/"
    assert told(request) == [f"Term {term.pk}"]


def test_step_sent_twice_is_taken_once_and_not_said_to_be_done_again(user: User) -> None:
    first, again = sent(user), sent(user)

    steps = [take(request, form, make_term, "/here/", said="Made.") for request, form in (first, again)]

    assert [step.done and step.done["Location"] for step in steps] == ["/here/", "/here/"]
    assert Term.objects.count() == 1
    assert [told(first[0]), told(again[0])] == [["Made."], [str(SENT_BEFORE)]]


def test_form_that_is_wrong_or_only_shown_takes_no_step(user: User) -> None:
    request, wrong = sent(user, key="?")

    steps = [take(request, form, make_term, "/here/") for form in (wrong, IdempotentForm())]

    assert [(step.done, step.refused) for step in steps] == [(None, None)] * 2
    assert not Term.objects.exists()


def test_refused_step_says_all_reasons_and_leaves_nothing_behind(user: User) -> None:
    request, form = sent(user)

    step = take(request, form, refuse, "/here/", said="Made.")

    assert step.done is None
    assert step.refusals(sentences) == ["It is too late.", "It is too early."]
    assert not Term.objects.exists()
    assert not IdempotencyKey.objects.exists()
    assert told(request) == []


def test_refused_button_leads_back_to_its_page_which_says_why(user: User) -> None:
    request, form = sent(user)

    response = take(request, form, refuse, "/there/").or_told(request, "/here/", sentences)

    assert response["Location"] == "/here/"
    assert told(request) == ["It is too late. It is too early."]
