"""Telephone numbers with something beside them, which would be lost if only the number were kept."""

from __future__ import annotations

import pytest

from network.people.rules.reach import has_more_than_a_number


@pytest.mark.parametrize(
    "typed",
    ["03-3837-2316 内線 12", "090-1234-5678 (evenings)", "090-1234-5678 / 080-1234-5678", "ext. 12", "tel 0338372316"],
)
def test_number_with_an_extension_a_note_or_a_second_one_is_more_than_a_number(typed: str) -> None:
    assert has_more_than_a_number(typed) is True


@pytest.mark.parametrize(
    "typed", ["0338372316", "03-3837-2316", "(03) 3837 2316", "+81 3 3837 2316", "０９０ー１２３４ー５６７８", "12"]
)
def test_number_with_its_separators_is_no_more_than_a_number(typed: str) -> None:
    assert has_more_than_a_number(typed) is False


@pytest.mark.parametrize("typed", ["", "-", "none", "なし"])
def test_what_has_no_digit_is_no_more_than_a_number(typed: str) -> None:
    assert has_more_than_a_number(typed) is False
