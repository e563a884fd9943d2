"""No text makes the shapes slow: `re` holds the whole process while it tries, `/health/` included."""

from __future__ import annotations

import re

import pytest

from portal.careful.rules import PATTERNS
from tests.portal.ways import endless_repeats, ways

MOST_WAYS = 250
IDS = [f"{kind} {number}" for number, (kind, _pattern) in enumerate(PATTERNS)]


@pytest.mark.parametrize("pattern", [pattern for _kind, pattern in PATTERNS], ids=IDS)
def test_every_repeat_has_an_end(pattern: re.Pattern[str]) -> None:
    assert endless_repeats(pattern) == 0


@pytest.mark.parametrize("pattern", [pattern for _kind, pattern in PATTERNS], ids=IDS)
def test_a_shape_is_tried_in_few_ways(pattern: re.Pattern[str]) -> None:
    assert ways(pattern) <= MOST_WAYS


@pytest.mark.parametrize(
    ("pattern", "counted"),
    [
        ("a{1,9}b", 1),
        ("a{1,9}a", 9),
        ("a{1,9}+a", 1),
        ("a{1,9}a{1,9}b", 9),
        (r"a\s{0,9}(?:b\s{0,9})?c{0,1}\s{0,9}d", 10 * 11),
        ("(?:a{1,3}b){1,4}c", 1),
        ("(?:a{1,3}){1,2}c", 3 + 9),
        ("ab|ac|d", 2),
        (r"\d{2,4}(?!\d)x", 1),
        ("x(?=a{1,9}a)", 9),
        ("(?i:a{1,9}A)", 9),
    ],
)
def test_ways_of_a_shape_are_counted_from_above(pattern: str, counted: int) -> None:
    assert ways(re.compile(pattern)) == counted


def test_shape_that_stood_still_for_a_thousand_blanks_is_told() -> None:
    old = re.compile(r"line\s*(?:の\s*)?(?:id)?\s*(?:[:=]|は)?\s*(?=[a-z_.-]*[\d_])[a-z_]{3}")

    assert endless_repeats(old) == 5
    assert ways(re.compile(old.pattern.replace("*", "{0,600}"))) > 600**3
