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
    NameFacts,
    Reason,
    judge_giving_back,
    judge_holder,
    judge_issuing,
    judge_revoking,
)

NEVER_HAD_ONE = HolderFacts(has_completed=True, has_left=False, certificates=0, has_valid_one=False)
HAS_ONE = replace(NEVER_HAD_ONE, certificates=1, has_valid_one=True)
TOOK_ANOTHER_NAME = replace(HAS_ONE, certificates=2)
WAS_REVOKED = replace(NEVER_HAD_ONE, certificates=1)
BY_NETWORK_ID = NameFacts(is_chosen=False)


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
    assert judge_issuing(facts, BY_NETWORK_ID) == Decision(reasons)


@pytest.mark.parametrize(
    ("named", "reasons"),
    [
        (BY_NETWORK_ID, ()),
        (NameFacts(is_chosen=False, name="한", unprintable=("한",)), ()),
        (NameFacts(is_chosen=True, name="Lan"), ()),
        (NameFacts(is_chosen=True), (Reason.NAME_MISSING,)),
        (NameFacts(is_chosen=True, name="한", unprintable=("한",)), (Reason.NAME_UNPRINTABLE,)),
    ],
)
def test_name_is_judged_only_when_one_is_chosen(named: NameFacts, reasons: tuple[Reason, ...]) -> None:
    assert judge_issuing(NEVER_HAD_ONE, named) == Decision(reasons)


def test_reasons_of_the_holder_come_before_those_of_the_name() -> None:
    facts = replace(WAS_REVOKED, has_completed=False, has_left=True)

    assert judge_issuing(facts, NameFacts(is_chosen=True)) == Decision(
        (Reason.NOT_COMPLETED, Reason.HAS_LEFT, Reason.REVOKED, Reason.NAME_MISSING)
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
