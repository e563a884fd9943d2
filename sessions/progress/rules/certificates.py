"""When a certificate is issued, revoked and given back (L6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from portal.refusals import Decision

# Sixty random bits: guessing one of a million certificates takes a million times a million tries.
CERTIFICATE_CODE_LENGTH = 12

LONGEST_NAME = 60


class Reason(StrEnum):
    NOT_COMPLETED = "not_completed"
    HAS_LEFT = "has_left"
    REVOKED = "revoked"
    NAME_MISSING = "name_missing"
    NAME_UNPRINTABLE = "name_unprintable"
    NOT_VALID = "not_valid"
    STILL_VALID = "still_valid"


@dataclass(frozen=True)
class HolderFacts:
    """A member of a cohort, and the certificates made out so far.

    Who takes another name gets a new certificate as the old one goes. So when there were some and none is valid, the
    office has revoked the last.
    """

    has_completed: bool
    has_left: bool
    certificates: int
    has_valid_one: bool

    @property
    def is_revoked(self) -> bool:
        return self.certificates > 0 and not self.has_valid_one


@dataclass(frozen=True)
class NameFacts:
    """`unprintable`: characters of the name that no font of ours knows."""

    is_chosen: bool
    name: str = ""
    unprintable: tuple[str, ...] = ()


def judge_holder(facts: HolderFacts) -> Decision:
    """Who may have a certificate at all."""
    return Decision(tuple(_holder(facts)))


def judge_issuing(facts: HolderFacts, named: NameFacts) -> Decision:
    return Decision((*_holder(facts), *_name(named)))


def judge_revoking(facts: HolderFacts) -> Decision:
    return Decision(() if facts.has_valid_one else (Reason.NOT_VALID,))


def judge_giving_back(facts: HolderFacts) -> Decision:
    """What was revoked by mistake; the last one of a member."""
    return Decision(() if facts.is_revoked else (Reason.STILL_VALID,))


def _holder(facts: HolderFacts) -> Iterator[Reason]:
    if not facts.has_completed:
        yield Reason.NOT_COMPLETED
    if facts.has_left:
        yield Reason.HAS_LEFT
    if facts.is_revoked:
        yield Reason.REVOKED


def _name(named: NameFacts) -> Iterator[Reason]:
    if named.is_chosen and not named.name:
        yield Reason.NAME_MISSING
    if named.is_chosen and named.unprintable:
        yield Reason.NAME_UNPRINTABLE
