"""When a certificate is issued, revoked and given back (L6)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from portal.refusals import Decision, when

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


def judge_holder(facts: HolderFacts) -> Decision:
    """Who may have a certificate at all."""
    return Decision(
        (
            *when(not facts.has_completed, Reason.NOT_COMPLETED),
            *when(facts.has_left, Reason.HAS_LEFT),
            *when(facts.is_revoked, Reason.REVOKED),
        )
    )


def judge_name(name: str, unprintable: Collection[str]) -> Decision:
    """`unprintable`: characters of the name that no font of ours knows."""
    return Decision(
        (*when(not name, Reason.NAME_MISSING), *when(bool(unprintable), Reason.NAME_UNPRINTABLE)),
    )


def judge_issuing(facts: HolderFacts, name: str, unprintable: Collection[str]) -> Decision:
    """Without a name it shows the network ID alone."""
    against_name = judge_name(name, unprintable).reasons if name else ()
    return Decision((*judge_holder(facts).reasons, *against_name))


def judge_revoking(facts: HolderFacts) -> Decision:
    return Decision(when(not facts.has_valid_one, Reason.NOT_VALID))


def judge_giving_back(facts: HolderFacts) -> Decision:
    """What was revoked by mistake; the last one of a member."""
    return Decision(when(not facts.is_revoked, Reason.STILL_VALID))
