from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.printing.contents import postal_code, term_in
from network.printing.rules import (
    AgreementOutline,
    Obstacle,
    Recipient,
    obstacles_of,
    obstacles_of_the_agreement,
    obstacles_of_the_office,
    unprintable,
)
from network.printing.texts import plain, said
from portal.names import Name
from portal.printing.coverage import Coverage
from tests.factories import TermFactory

OFFICE_ADDRESS = "〒110-0005\n東京都台東区上野0-0-0"


def test_office_without_an_address_prints_nothing() -> None:
    assert obstacles_of_the_office("\n ") == [Obstacle.NO_OFFICE_ADDRESS]
    assert obstacles_of_the_office(OFFICE_ADDRESS) == []


@pytest.mark.parametrize(
    ("recipient", "expected"),
    [
        (Recipient("Lan", "1690075", "Tokyo"), []),
        (Recipient(" ", "1690075", "Tokyo"), [Obstacle.NO_NAME]),
        (Recipient("Lan", "", "Tokyo"), [Obstacle.NO_ADDRESS]),
        (Recipient("Lan", "1690075", "　"), [Obstacle.NO_ADDRESS]),
        (Recipient("", "", "", has_left=True), [Obstacle.HAS_LEFT, Obstacle.NO_NAME, Obstacle.NO_ADDRESS]),
    ],
)
def test_recipient_needs_a_name_and_an_address(recipient: Recipient, expected: list[Obstacle]) -> None:
    assert obstacles_of(recipient) == expected


@pytest.mark.parametrize(
    ("japanese", "own", "expected"),
    [
        (["paragraph", "clause"], ["paragraph", "clause"], []),
        (["paragraph", "clause"], ["clause", "paragraph"], [Obstacle.AGREEMENTS_DIFFER]),
        (["clause"], [], [Obstacle.NO_AGREEMENT]),
        ([], ["clause"], [Obstacle.NO_AGREEMENT]),
    ],
)
def test_agreement_says_the_same_in_both_languages(
    japanese: list[str], own: list[str], expected: list[Obstacle]
) -> None:
    assert obstacles_of_the_agreement(AgreementOutline(japanese, own)) == expected


@given(st.text(), st.lists(st.tuples(st.integers(32, 900), st.integers(0, 20)), max_size=9))
def test_unprintable_are_those_outside_every_range(text: str, drawn: list[tuple[int, int]]) -> None:
    points = {point for first, length in drawn for point in range(first, first + length + 1)}
    ordered = sorted(points)
    known = Coverage(ordered, ordered)

    expected = {character for character in text if ord(character) not in points and character != "\n"}
    assert set(unprintable([text], known)) == expected


@pytest.mark.parametrize(
    ("typed", "printed_as"),
    [("1690075", "169-0075"), ("〒169-0075", "169-0075"), ("１６９　００７５", "169-0075"), ("Hanoi 1", "Hanoi 1")],
)
def test_postal_code_is_printed_in_one_way(typed: str, printed_as: str) -> None:
    assert postal_code(typed) == printed_as


def test_readings_become_runs_and_shape_selectors_fall_away() -> None:
    assert said("お｜金《かね》を\nください") == [[("お", ""), ("金", "かね"), ("を", "")], [("ください", "")]]
    assert plain("辻\U000e0100 e\u0301") == "辻 é"


def test_term_is_dated_in_both_languages() -> None:
    fiscal = TermFactory.build(name=Name.of("2026"))

    assert term_in(fiscal, "en") == "2026\n2026年4月1日 – 2027年3月31日\nApril 1, 2026 – March 31, 2027"
    assert term_in(fiscal, "ja") == "2026\n2026年4月1日 – 2027年3月31日"
