"""The text of a case names nobody (D1)."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from network.models import Supporter
from sessions.hour.forms import CaseForm
from tests.sessions.hour.cases.typing_in import NUMBERED, case_form, typed

pytestmark = pytest.mark.django_db

NAMED = "Chị Lan chưa nhận được lương."


def test_certain_finds_refuse_the_text_with_its_words_and_the_way_out(supporter: Supporter) -> None:
    with translation.override("en"):
        form = case_form(typed(supporter, text=NUMBERED))

        assert form.errors == {"text": ["“090-1234-5678” looks like a telephone number. Leave it out."]}


def tick(form: CaseForm) -> str:
    """What the browser sends, when it is set."""
    assert not form.is_valid()
    return re.findall(r'name="looked_again" value="(\w+)"', str(form["looked_again"]))[0]  # type: ignore[no-any-return]


def test_what_looks_like_a_name_asks_for_a_second_look(supporter: Supporter) -> None:
    with translation.override("en"):
        form = case_form(typed(supporter, text=NAMED))

        assert form.errors == {
            "looked_again": [
                "“Chị Lan” looks like a name. If it is one, write “the person” or “the employer” instead.",
                "Look again. If nobody can be recognised, set the tick.",
            ]
        }
        assert case_form(typed(supporter, text=NAMED, looked_again=tick(form))).is_valid()


def test_tick_lets_nothing_certain_through_and_all_is_told_at_once(supporter: Supporter) -> None:
    seen = tick(case_form(typed(supporter, text=NAMED)))
    form = case_form(typed(supporter, text=f"{NAMED} {NUMBERED}", looked_again=seen))

    assert list(form.errors) == ["text"]
    assert list(case_form(typed(supporter, text=f"{NAMED} {NUMBERED}")).errors) == ["text", "looked_again"]


@pytest.mark.parametrize("text", ["Anh Minh chưa nhận được lương.", f"{NAMED} Anh Minh cũng vậy."])
def test_tick_stands_for_the_words_that_were_shown_and_for_no_others(supporter: Supporter, text: str) -> None:
    seen = tick(case_form(typed(supporter, text=NAMED)))
    changed = case_form(typed(supporter, text=text, looked_again=seen))

    assert list(changed.errors) == ["looked_again"]
    assert ("checked" in str(changed["looked_again"]), tick(changed) == seen) == (False, False)
    assert list(case_form(typed(supporter, text=NAMED, looked_again="on")).errors) == ["looked_again"]


def test_tick_is_asked_for_only_after_something_was_found(supporter: Supporter) -> None:
    clean = case_form(typed(supporter))

    assert clean.is_valid()
    assert ("looked_again" in case_form().fields, "looked_again" in clean.fields) == (False, False)


@pytest.mark.parametrize(
    ("code", "matter"),
    [
        ("", "Type the code from the person's card."),
        ("7K3M92QX", "This code has a typing mistake. Compare each character with the card."),
        ("ABC", "This code has a typing mistake. Compare each character with the card."),
    ],
)
def test_code_that_is_none_is_named_with_the_way_out(supporter: Supporter, code: str, matter: str) -> None:
    with translation.override("en"):
        assert case_form(typed(supporter, way="has_code", code=code)).errors == {"code": [matter]}
