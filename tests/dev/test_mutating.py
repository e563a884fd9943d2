from __future__ import annotations

from typing import Any

import pytest

from tests.benchmarks.house._mutating import mutants


def changes(source: str) -> list[str]:
    return [mutant.change for mutant in mutants(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a < b", ["a < b → a <= b", "a < b → a >= b"]),
        ("a == b != c", ["a == b != c → a != b != c", "a == b != c → a == b == c"]),
        ("a is None", ["a is None → a is not None"]),
        ("a and b", ["a and b → a or b"]),
        ("not a", ["not a → a"]),
        ("a + b", ["a + b → a - b"]),
        ("a -= b", ["a -= b → a += b"]),
        ("timedelta(hours=1)", ["hours=1 → hours=2", "hours=1 → hours=0"]),
        ("min(a, b)", ["min(a, b) → max(a, b)"]),
        ("return_to = a if b else c", ["a if b else c → a if not b else c"]),
        ("[a for a in b if a]", ["a → not a"]),
        ("decision(when(a, b), *c)", []),
        ("(*when(a, b), Reason.OVER, c)", ["without *when(a, b)", "without Reason.OVER"]),
    ],
)
def test_every_kind_of_mistake_is_made_once(source: str, expected: list[str]) -> None:
    assert changes(source) == expected


def test_reasons_defaults_and_answers_of_functions_are_mistaken() -> None:
    source = """
def reasons(is_late: bool = False) -> Iterator[Reason]:
    yield Reason.LATE

def state() -> str:
    return DONE
"""
    assert [(mutant.where, mutant.line, mutant.change) for mutant in mutants(source)] == [
        ("reasons", 2, "is_late: bool=False → is_late: bool=True"),
        ("reasons", 3, "yield Reason.LATE → yield from ()"),
        ("state", 6, "return DONE → return None"),
    ]


def test_what_no_decision_depends_on_is_left_alone() -> None:
    assert (
        changes('@dataclass(frozen=True)\nclass Facts:\n    """One."""\n    way: Literal[1]\n    text: str = "1"') == []
    )


def test_mutant_behaves_as_it_says_and_the_next_one_as_if_it_had_not_been() -> None:
    decided = []
    for mutant in mutants("def decide(minutes):\n    return minutes >= 60\n"):
        module: dict[str, Any] = {}
        exec(mutant.code, module)
        decided.append((mutant.change, [module["decide"](minutes) for minutes in (59, 60, 61)]))

    assert decided == [
        ("return minutes >= 60 → return None", [None, None, None]),
        ("minutes >= 60 → minutes > 60", [False, False, True]),
        ("minutes >= 60 → minutes < 60", [True, False, False]),
        ("minutes >= 60 → minutes >= 61", [False, False, True]),
        ("minutes >= 60 → minutes >= 59", [True, True, True]),
    ]
