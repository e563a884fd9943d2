"""How long a text may be, the server says: browsers cut without a word, and count otherwise than people."""

from __future__ import annotations

import unicodedata

import pytest
from django import forms
from django.utils import translation

from portal.forms import PlainTextField


class NoteForm(forms.Form):
    line = PlainTextField(max_length=5)
    lines = PlainTextField(max_length=5, widget=forms.Textarea)
    mail = forms.EmailField(max_length=9)


def test_no_field_tells_the_browser_to_cut() -> None:
    assert "maxlength" not in NoteForm().as_p()


@pytest.mark.parametrize("text", [unicodedata.normalize("NFD", "Ngữêằ"), "🌸🌸🌸🌸🌸"])
def test_decomposed_letters_and_emoji_count_once(text: str) -> None:
    assert PlainTextField(max_length=5).clean(text) == unicodedata.normalize("NFC", text)


def test_text_that_is_too_long_says_by_how_many() -> None:
    with translation.override("en"):
        form = NoteForm({"line": "12345678", "lines": "1234\n6", "mail": "a@x.jp"})

        assert form.errors == {
            "line": ["Too long by 3. At most 5 characters fit."],
            "lines": ["Too long by 1. At most 5 characters fit."],
        }
