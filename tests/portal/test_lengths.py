"""How long a text may be, the server says: browsers cut without a word, and count otherwise than people."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

from portal.forms import EmailAddressField, PasswordField, PlainTextField


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


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("vi", "Dài quá 1 ký tự. Chỉ ghi được tối đa {} ký tự."),
        ("ja", "1文字多すぎます。{}文字まで書けます。"),
        (
            "ja-hira",
            "｜長《なが》すぎます。1｜文字《もじ》｜減《へ》らしてください。{}｜文字《もじ》まで｜書《か》けます。",
        ),
        ("en", "Too long by 1. At most {} characters fit."),
    ],
)
@pytest.mark.parametrize(
    ("field", "most", "text"),
    [
        (EmailAddressField, 254, "@example.org"),
        (PasswordField, 128, ""),
        (lambda: PlainTextField(max_length=100), 100, ""),
    ],
    ids=["e-mail", "password", "name"],
)
def test_whatever_is_too_long_is_said_in_the_language_of_its_reader(
    field: Callable[[], forms.Field], most: int, text: str, language: str, sentence: str
) -> None:
    letters = unicodedata.normalize("NFD", "ữ") if text == "" else "u"

    with translation.override(language):
        with pytest.raises(ValidationError) as refused:
            field().clean(letters * (most - len(text) + 1) + text)

        assert refused.value.messages == [sentence.format(most)]
