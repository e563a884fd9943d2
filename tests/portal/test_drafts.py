"""What is typed is kept until it is sent, and not a moment longer."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
import time_machine
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, QueryDict
from django.test import RequestFactory

from network.models import User
from portal.dates import TOKYO
from portal.drafts import (
    KEPT_FOR,
    MAX_VALUES,
    PAGE_FOR,
    SENDING_KNOWN_FOR,
    Draft,
    Page,
    StepsDraft,
    as_initial,
    discard,
    draft_of,
    forget_old_drafts,
    keep,
    posted_page,
    sign_of,
    typed_in,
)
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 15, 14, 30, tzinfo=TOKYO)
DAY = datetime(2026, 5, 15, tzinfo=TOKYO)
SECOND = timedelta(seconds=1)


@pytest.fixture
def user() -> User:
    return UserFactory()


def posted(page: Page, user: User | AnonymousUser) -> HttpRequest:
    request = RequestFactory().post("/", {"draft_owner": page.signed()})
    request.user = user
    return request


def test_draft_is_kept_as_typed_until_it_is_sent(user: User) -> None:
    page = draft_of(user.pk, "form").page

    assert keep(page, {"need": ["one"]}, now=NOW)
    assert keep(page, {"need": ["two"]}, now=NOW)
    assert draft_of(user.pk, "form").values == {"need": ["two"]}

    discard(user.pk, "form", now=NOW)
    assert draft_of(user.pk, "form").values == {}


@pytest.mark.parametrize("was_kept", [True, False])
def test_page_shown_before_the_sending_keeps_nothing_after_it(user: User, was_kept: bool) -> None:
    page = draft_of(user.pk, "form").page
    if was_kept:
        keep(page, {"need": ["one"]}, now=NOW)
    discard(user.pk, "form", now=NOW)

    assert not keep(page, {"need": ["one"]}, now=NOW)
    assert draft_of(user.pk, "form").values == {}


def test_page_shown_after_the_sending_keeps_the_next_one(user: User) -> None:
    discard(user.pk, "form", now=NOW)

    assert keep(draft_of(user.pk, "form").page, {"need": ["next"]}, now=NOW)
    assert draft_of(user.pk, "form").values == {"need": ["next"]}


def test_sending_is_remembered_by_its_day_until_no_page_from_before_is_open(user: User) -> None:
    keep(draft_of(user.pk, "form").page, {"need": ["one"]}, now=NOW)
    discard(user.pk, "form", now=NOW)
    assert list(Draft.objects.values_list("times_sent", "is_sent", "updated_at")) == [(1, True, DAY)]
    assert NOW + PAGE_FOR < DAY + SENDING_KNOWN_FOR

    for now, left in ((DAY + SENDING_KNOWN_FOR, 1), (DAY + SENDING_KNOWN_FOR + SECOND, 0)):
        forget_old_drafts(now)
        assert Draft.objects.count() == left


def test_draft_begun_after_a_sending_stays_as_long_as_any(user: User) -> None:
    discard(user.pk, "form", now=NOW)
    keep(draft_of(user.pk, "form").page, {"need": ["next"]}, now=NOW)

    for now, left in ((NOW + KEPT_FOR, 1), (NOW + KEPT_FOR + SECOND, 0)):
        forget_old_drafts(now)
        assert Draft.objects.count() == left


def test_page_is_taken_from_its_owner_alone(user: User) -> None:
    page = draft_of(user.pk, "form").page

    assert posted_page(posted(page, user), "form") == page
    assert [posted_page(posted(page, who), "form") for who in (UserFactory(), AnonymousUser())] == [None, None]


def test_decomposed_letters_are_kept_to_the_last() -> None:
    text = "Nguyễn Thị Ánh " * 10
    posted = QueryDict(mutable=True)
    posted["need"] = unicodedata.normalize("NFD", text)

    assert typed_in(posted, ["need"], characters=len(text)) == {"need": [text]}


def test_page_of_one_form_opens_no_other(user: User) -> None:
    assert posted_page(posted(draft_of(user.pk, "form").page, user), "other form") is None


def test_page_may_keep_for_a_month_while_its_owner_is_signed_in(user: User) -> None:
    page = draft_of(user.pk, "form").page
    with time_machine.travel(NOW, tick=False) as clock:
        request = posted(page, user)
        clock.move_to(NOW + PAGE_FOR)
        assert posted_page(request, "form") == page
        clock.move_to(NOW + PAGE_FOR + SECOND)
        assert posted_page(request, "form") is None


def test_of_more_boxes_than_any_list_has_the_rest_is_not_kept() -> None:
    posted = QueryDict(mutable=True)
    posted.setlist("errands", [str(number) for number in range(MAX_VALUES + 1)])
    posted["unknown"] = "x"

    assert typed_in(posted, ["errands"], characters=10) == {"errands": [str(number) for number in range(MAX_VALUES)]}


def test_typed_values_come_back_as_their_fields_take_them() -> None:
    fields = {"name": forms.CharField(), "errands": forms.MultipleChoiceField(), "empty": forms.CharField()}
    typed = {"name": ["Lan", "Lan Anh"], "errands": ["hospital", "court"], "empty": [], "gone": ["x"]}

    assert as_initial(typed, fields) == {"name": "Lan Anh", "errands": ["hospital", "court"]}


@pytest.mark.parametrize(
    ("turn", "kept"),
    [
        ("a.1", "newer"),
        ("a.2", "older"),
        ("a.3", "older"),
        ("b.1", "older"),
        ("", "older"),
        ("a.x", "newer"),
        ("a." + "9" * 5000, "older"),
    ],
)
def test_what_was_longer_on_the_way_doesnt_hide_what_came_before(user: User, turn: str, kept: str) -> None:
    page = draft_of(user.pk, "form").page
    for need, sent_as in (("newer", "a.2"), ("older", turn)):
        typed = typed_in(
            QueryDict(f"need={need}&draft_turn={sent_as}" if sent_as else f"need={need}"), ["need"], characters=9000
        )
        assert keep(page, typed, now=NOW)

    assert draft_of(user.pk, "form").values["need"] == [kept]


def test_turn_of_one_step_says_nothing_of_another() -> None:
    draft = InTwoSteps()
    draft.put("reach", {"email": ["lan@example.org"], "draft_turn": ["a.2"]})
    draft.put("about", {"name": ["Lan"], "draft_turn": ["a.1"]})
    draft.put("reach", {"email": ["lan@"], "draft_turn": ["a.1"]})

    assert (draft.typed("about"), draft.typed("reach")) == ({"name": ["Lan"]}, {"email": ["lan@example.org"]})


def test_sign_of_a_draft_is_of_what_was_typed_alone() -> None:
    draft = InTwoSteps()
    draft.put("about", {"name": ["Lan"], "draft_turn": ["a.1"]})
    before = draft.sign
    draft.put("about", {"name": ["Lan"], "draft_turn": ["b.1"]})

    assert draft.sign == before


def test_signs_of_the_page_are_no_part_of_what_was_typed() -> None:
    posted = QueryDict("need=one&idempotency_key=k&draft_owner=o")

    assert typed_in(posted, ["need", "idempotency_key", "draft_owner"], characters=10) == {"need": ["one"]}


def test_page_goes_on_with_what_was_typed_and_says_whose_it_is(user: User) -> None:
    keep(draft_of(user.pk, "form").page, {"need": ["one"], "gone": ["x"]}, now=NOW)
    draft = draft_of(user.pk, "form")
    shown = draft.shown({"need": forms.CharField(), "draft_owner": forms.CharField()})

    assert draft.is_begun
    assert list(shown) == ["need", "draft_owner"]
    request = RequestFactory().post("/", shown)
    request.user = user
    assert posted_page(request, "form") == draft.page


class InTwoSteps(StepsDraft):
    def __init__(self) -> None:
        self.values = {}

    def fields_of(self, step: str) -> Mapping[str, forms.Field]:
        return {"name": forms.CharField()} if step == "who" else {"places": forms.MultipleChoiceField()}


def test_form_in_steps_has_one_key_and_shows_each_step_as_typed() -> None:
    draft = InTwoSteps()
    assert (draft.is_begun, draft.typed("who"), draft.shown("who")) == (False, {}, {})
    draft.put("who", {"name": ["Lan"], "places": ["court"]})
    key, sign = draft.key, draft.sign
    draft.put("where", {"places": ["hospital", "court"]})

    assert (draft.is_begun, draft.key) == (True, key)
    assert draft.sign != sign
    assert [draft.shown(step) for step in ("who", "where")] == [{"name": "Lan"}, {"places": ["hospital", "court"]}]


def test_what_a_page_has_shown_is_told_apart_whatever_its_order() -> None:
    signs = [sign_of(values) for values in ({"a": 1, "b": 2}, {"b": 2, "a": 1}, {"a": 1, "b": 3})]

    assert (signs[0] == signs[1], signs[0] == signs[2]) == (True, False)
