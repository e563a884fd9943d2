"""Codes that people write down and type: what is a code, what is none, and how it is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.people.rules.codes import (
    ALPHABET,
    CONSULTEE_CODE_LENGTH,
    NETWORK_ID_LENGTH,
    VISIT_CODE_LENGTH,
    check_value,
    in_groups,
    is_code,
    make_code,
    make_unused_code,
    normalise_code,
)

bodies = st.text(ALPHABET, min_size=7, max_size=7)
codes = bodies.filter(lambda body: check_value(body) < 32).map(lambda body: body + ALPHABET[check_value(body)])
places = st.integers(0, 7)


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("", 0),
        ("0", 0),
        ("Z", 31),
        ("10", 32),
        ("14", 36),
        ("15", 0),
        ("16J", 1234 % 37),
        ("16JD", (1234 * 32 + 13) % 37),
    ],
)
def test_check_value_is_what_the_number_leaves_of_37(body: str, value: int) -> None:
    assert check_value(body) == value


@pytest.mark.parametrize(
    ("length", "written"), [(NETWORK_ID_LENGTH, 8), (VISIT_CODE_LENGTH, 8), (CONSULTEE_CODE_LENGTH, 10)]
)
def test_code_is_written_in_so_many_characters(length: int, written: int) -> None:
    assert len(make_code(length)) == written


def test_codes_that_are_made_are_codes_of_letters_and_digits() -> None:
    """So many that without a second try some would need one of Crockford's extra symbols: one in seven does."""
    made = [make_code(VISIT_CODE_LENGTH) for _ in range(2000)]

    assert [code for code in made if not is_code(code, VISIT_CODE_LENGTH)] == []
    assert {character for code in made for character in code} == set(ALPHABET)


def test_code_that_is_used_already_is_made_anew() -> None:
    assert make_unused_code(1, lambda code: code != "00") == "00"


@pytest.mark.parametrize(
    ("code", "length", "is_one"),
    [
        ("16JD", 3, True),
        ("00000000", 7, True),
        # The last of the alphabet is the last check character.
        ("0ZZ", 2, True),
        ("16JD", 2, False),
        ("16JD", 4, False),
        ("16JE", 3, False),
        ("", 3, False),
        ("D", 3, False),
        # Only what is normalised already; U is in no code.
        ("16jd", 3, False),
        ("I6JD", 3, False),
        ("1U6D", 3, False),
        ("16J-", 3, False),
    ],
)
def test_code_has_its_length_and_its_check_character(code: str, length: int, is_one: bool) -> None:
    assert is_code(code, length) is is_one


@pytest.mark.parametrize("body", ["10", "11", "12", "13", "14"])
def test_body_whose_check_needs_an_extra_symbol_makes_no_code(body: str) -> None:
    assert [character for character in f"{ALPHABET}*~$=U" if is_code(body + character, 2)] == []


@given(codes, places, st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(code: str, place: int, character: str) -> None:
    mistyped = code[:place] + character + code[place + 1 :]

    assert is_code(mistyped, 7) is (mistyped == code)


@given(codes, st.integers(0, 6))
def test_two_swapped_neighbours_are_noticed(code: str, place: int) -> None:
    mistyped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]

    assert is_code(mistyped, 7) is (mistyped == code)


@pytest.mark.parametrize(
    "typed",
    [
        "7K1M02QX",
        "7k1m-02qx",
        " 7K1M 02QX\n",
        "７Ｋ１Ｍ－０２ＱＸ",
        "7KIM-O2QX",
        "7klm‑o2qx",
        "7K1M_02.QX",
        "7K1Mー02·QX",
    ],
)
def test_code_is_read_however_it_is_typed(typed: str) -> None:
    assert normalise_code(typed) == "7K1M02QX"


@pytest.mark.parametrize(
    ("code", "shown"), [("7K3M92QX", "7K3M-92QX"), ("7K3M92QXAB", "7K3M9-2QXAB"), ("7K3M9", "7K3-M9")]
)
def test_code_is_shown_in_halves_of_which_the_first_may_be_longer(code: str, shown: str) -> None:
    assert in_groups(code) == shown


@given(codes)
def test_code_that_is_shown_is_read_again(code: str) -> None:
    assert normalise_code(in_groups(code).lower()) == code
