"""Who gets a certificate, loses it and gets it back (L6)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.people.rules.codes import ALPHABET
from portal.refusals import Decision
from sessions.progress.rules.certificates import (
    CERTIFICATE_CODE_LENGTH,
    HolderFacts,
    Reason,
    judge_giving_back,
    judge_holder,
    judge_issuing,
    judge_name,
    judge_revoking,
)

NEVER_HAD_ONE = HolderFacts(has_completed=True, has_left=False, certificates=0, has_valid_one=False)
HAS_ONE = replace(NEVER_HAD_ONE, certificates=1, has_valid_one=True)
TOOK_ANOTHER_NAME = replace(HAS_ONE, certificates=2)
WAS_REVOKED = replace(NEVER_HAD_ONE, certificates=1)


@pytest.mark.parametrize(
    ("facts", "reasons"),
    [
        (NEVER_HAD_ONE, ()),
        (HAS_ONE, ()),
        (TOOK_ANOTHER_NAME, ()),
        (replace(NEVER_HAD_ONE, has_completed=False), (Reason.NOT_COMPLETED,)),
        (replace(NEVER_HAD_ONE, has_left=True), (Reason.HAS_LEFT,)),
        (WAS_REVOKED, (Reason.REVOKED,)),
        (
            replace(WAS_REVOKED, has_completed=False, has_left=True),
            (Reason.NOT_COMPLETED, Reason.HAS_LEFT, Reason.REVOKED),
        ),
    ],
)
def test_certificate_is_for_who_completed_is_here_and_had_none_revoked(
    facts: HolderFacts, reasons: tuple[Reason, ...]
) -> None:
    assert judge_holder(facts) == Decision(reasons)
    assert judge_issuing(facts, "", []) == Decision(reasons)


@pytest.mark.parametrize(
    ("name", "unprintable", "reasons"),
    [
        ("", [], ()),
        ("", ["한"], ()),
        ("Lan", [], ()),
        ("한", ["한"], (Reason.NAME_UNPRINTABLE,)),
    ],
)
def test_name_is_judged_only_where_there_is_one(name: str, unprintable: list[str], reasons: tuple[Reason, ...]) -> None:
    assert judge_issuing(NEVER_HAD_ONE, name, unprintable) == Decision(reasons)


def test_name_that_is_chosen_is_typed() -> None:
    assert judge_name("", []) == Decision((Reason.NAME_MISSING,))
    assert judge_name("Lan", []) == Decision()


def test_reasons_of_the_holder_come_before_those_of_the_name() -> None:
    facts = replace(WAS_REVOKED, has_completed=False, has_left=True)

    assert judge_issuing(facts, "한", ["한"]) == Decision(
        (Reason.NOT_COMPLETED, Reason.HAS_LEFT, Reason.REVOKED, Reason.NAME_UNPRINTABLE)
    )


@pytest.mark.parametrize(
    ("facts", "against_revoking", "against_giving_back"),
    [
        (NEVER_HAD_ONE, (Reason.NOT_VALID,), (Reason.STILL_VALID,)),
        (HAS_ONE, (), (Reason.STILL_VALID,)),
        (TOOK_ANOTHER_NAME, (), (Reason.STILL_VALID,)),
        (WAS_REVOKED, (Reason.NOT_VALID,), ()),
        (replace(WAS_REVOKED, certificates=2), (Reason.NOT_VALID,), ()),
    ],
)
def test_valid_certificate_is_revoked_and_revoked_one_is_given_back(
    facts: HolderFacts, against_revoking: tuple[Reason, ...], against_giving_back: tuple[Reason, ...]
) -> None:
    assert judge_revoking(facts) == Decision(against_revoking)
    assert judge_giving_back(facts) == Decision(against_giving_back)


@given(st.builds(HolderFacts, st.booleans(), st.booleans(), st.integers(1, 9), st.booleans()))
def test_certificate_is_either_revoked_or_given_back(facts: HolderFacts) -> None:
    assert judge_revoking(facts).is_allowed != judge_giving_back(facts).is_allowed


def test_code_of_a_certificate_is_one_of_two_to_the_sixtieth() -> None:
    assert len(ALPHABET) ** CERTIFICATE_CODE_LENGTH == 2**60
