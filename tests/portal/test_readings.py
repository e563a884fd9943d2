"""One reading for each kind of value, and every form of the portal uses it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django import forms
from django.urls import get_resolver
from hypothesis import assume, example, given
from hypothesis import strategies as st

from network.people.signing_in import forms as account_forms
from portal import readings
from portal.forms import EmailAddressField, KeyField, NumberField, PasswordField, PlainTextField
from portal.time_fields import ClockField, DayField

ROOMS = ("portal", "network", "courses", "surveys", "sessions", "claims")
# Typed by nobody: the page itself sends it back.
# Passwords: the office sets none for anybody, so Wagtail's forms lose them when they are made.
NOT_TYPED = {"draft_owner", "shown", "password1", "password2"}
TYPED = (forms.CharField, forms.IntegerField, forms.DateField, forms.TimeField)
READ = (PlainTextField, EmailAddressField, PasswordField, NumberField, DayField, ClockField, KeyField)
# Its own to_python reads by the same hand.
LINK = "LinkField"


@pytest.mark.parametrize("blank", sorted(readings.BLANK))
def test_name_of_blank_letters_is_no_name(blank: str) -> None:
    assert readings.plain_text(f" {blank}{blank}\u200d ") == ""


@example("\ufe0f")
@example("\u180b\U000e0100")
@given(st.text(st.characters(categories=["M", "Z", "C"], max_codepoint=0x1FFFF)))
def test_text_of_which_nothing_is_seen_is_empty(typed: str) -> None:
    """Variation selectors among it, which only choose how the letter before them is drawn."""
    assert readings.plain_text(typed) == readings.plain_text(typed, lines=True) == ""


@pytest.mark.parametrize(
    "name", ["葛\U000e0100城", "ᠠ\u180b", "❤\ufe0f", "เก่ง", "สม\u0e4d", "Nguyễn", "\U00031350", "’Ōe"]
)
def test_name_keeps_its_marks_and_variants(name: str) -> None:
    assert readings.plain_text(name) == readings.composed(name)


@given(
    st.characters(categories=["L", "N", "S", "P"]),
    st.text(st.characters(categories=["M"], exclude_characters=readings.BLANK)),
)
def test_text_of_which_something_is_seen_stays(seen: str, marks: str) -> None:
    assume(seen not in readings.BLANK)

    assert readings.plain_text(seen + marks) == readings.composed(
        seen + "".join(mark for mark in marks if mark not in readings.INVISIBLE)
    )


def test_blank_letter_in_a_name_is_a_space() -> None:
    assert readings.plain_text("Lan\u3164\u2800Anh") == "Lan Anh"


def test_braille_of_several_lines_keeps_its_blanks() -> None:
    assert readings.plain_text("⠓⠊⠀⠽⠕⠥", lines=True) == "⠓⠊⠀⠽⠕⠥"


@pytest.mark.parametrize("character", ["\ufa19", "\ufa11", "\ufa30", "\uf91d", "\U0002f81a"])
def test_compatibility_ideograph_stays_as_typed(character: str) -> None:
    typed = f"{character}田 Nguye\u0302\u0303n"

    assert readings.plain_text(typed) == f"{character}田 Nguyễn"
    assert readings.usual_width(f"{character}ｱ") == f"{character}ア"


@pytest.mark.parametrize(
    "typed",
    [
        "ｌａｎ＠ｅｘａｍｐｌｅ．ｏｒｇ",
        "lan＠example。org",
        " Lan @ Example.org ",
        "l\u200ban\u2060@exa\u200dmple.org\ufeff",
        "LAN@EXAMPLE.ORG",
        "lan@example.org\u3164",
    ],
)
def test_address_has_one_spelling(typed: str) -> None:
    assert readings.email_address(typed) == "lan@example.org"


@pytest.mark.parametrize("typed", ["１２３ ４５６", "123\u200b456", "123 456\u3164", "\u202d123456\u202c"])
def test_code_has_digits_of_one_width(typed: str) -> None:
    assert readings.typed_by_hand(typed).replace(" ", "") == "123456"


def test_password_composed_and_in_pieces_is_one() -> None:
    assert readings.password("Nguye\u0302\u0303n  ｘ") == readings.password("Nguyễn  ｘ") == "Nguyễn  ｘ"


@given(st.text())
def test_value_read_again_is_the_same(typed: str) -> None:
    for read in (readings.typed_by_hand, readings.password, readings.usual_width):
        once = read(typed)

        assert read(once) == once


@given(st.emails())
def test_address_read_again_is_the_same(typed: str) -> None:
    once = readings.email_address(typed)

    assert readings.email_address(once) == once


def typed_fields() -> Iterator[tuple[str, forms.Field]]:
    """Of all forms of the rooms, once every view is loaded."""
    assert get_resolver().url_patterns
    for form in _below(forms.BaseForm):
        # allauth's forms get their fields anew when they are made: test_account_forms_read_as_ours_do.
        if form.__module__.partition(".")[0] in ROOMS and form.__module__ != account_forms.__name__:
            for name, field in getattr(form, "base_fields", {}).items():
                if isinstance(field, TYPED):
                    yield f"{form.__name__}.{name}", field


def _below(kind: type) -> Iterator[type]:
    for below in kind.__subclasses__():
        yield below
        yield from _below(below)


def test_every_typed_field_reads_as_its_kind() -> None:
    others = {
        name
        for name, field in typed_fields()
        if not isinstance(field, READ) and type(field).__name__ != LINK and name.partition(".")[2] not in NOT_TYPED
    }

    assert others == set()


# The one for the password asks for a person first.
ACCOUNT_FORMS = [
    kind
    for kind in _below(account_forms.InOurWords)
    if kind.__module__ == account_forms.__name__ and kind is not account_forms.ReauthenticateForm
]


@pytest.mark.parametrize("kind", ACCOUNT_FORMS)
def test_account_forms_read_as_ours_do(kind: type[forms.Form]) -> None:
    form = kind()

    # Passwords are read by the user's own set_password and check_password.
    typed = [field for field in form.fields.values() if not isinstance(field.widget, forms.PasswordInput)]
    assert [field for field in typed if isinstance(field, TYPED) and not isinstance(field, READ)] == []
