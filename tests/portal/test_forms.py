from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from django import forms
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from portal.forms import IdempotentForm, PlainTextField
from portal.readings import plain_text


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


class Letter(IdempotentForm):
    title = PlainTextField(max_length=10)
    text = PlainTextField(max_length=30, widget=forms.Textarea)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Lan  ", "Lan"),
        ("\u3000Lan\u3000Anh\u3000", "Lan Anh"),
        ("La\x00n\x07", "Lan"),
        ("\u202eLan\u202c", "Lan"),
        ("\u200bLan\ufeff", "Lan"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("👩‍👧 Lan", "👩‍👧 Lan"),
        ("Lan\r\nAnh", "Lan Anh"),
        ("\ud800Lan", "Lan"),
        ("", ""),
    ],
)
def test_plain_text_on_one_line(typed: str, kept: str) -> None:
    assert plain_text(typed) == kept


def test_plain_text_of_several_lines_keeps_them() -> None:
    assert plain_text("\r\n one\r\n\r\ntwo  three\r", lines=True) == "one\n\ntwo  three"


@given(st.text(), st.booleans())
def test_plain_text_made_plain_again_is_the_same(typed: str, lines: bool) -> None:
    once = plain_text(typed, lines=lines)

    assert plain_text(once, lines=lines) == once


def test_field_too_long_is_refused() -> None:
    form = Letter({"idempotency_key": str(uuid.uuid4()), "title": "x" * 200_000, "text": "a\r\nb"})

    assert list(form.errors) == ["title"]
    assert form.cleaned_data["text"] == "a\nb"


def test_field_of_control_characters_is_empty() -> None:
    form = Letter({"idempotency_key": str(uuid.uuid4()), "title": "\x00\x1f", "text": "a"})

    assert form.errors == {"title": ["This field is required."]}


def test_form_redisplayed_keeps_its_key() -> None:
    key = uuid.uuid4()
    form = Letter({"idempotency_key": str(key)})

    assert form["idempotency_key"].value() == str(key)


@pytest.mark.parametrize("sent", [{}, {"idempotency_key": "nonsense"}, {"idempotency_key": "\x00"}])
def test_form_without_usable_key_asks_again_with_a_new_one(sent: dict[str, str]) -> None:
    form = Letter({"title": "a", "text": "b", **sent})

    assert form.errors == {"idempotency_key": ["This form was not complete. Look through it and send it again."]}
    assert uuid.UUID(form["idempotency_key"].value()).version == 4
