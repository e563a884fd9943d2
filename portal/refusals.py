"""What rules answer, and what an action raises when they say no, asked again on locked rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

D = TypeVar("D", bound="Decision")
R = TypeVar("R")


@dataclass(frozen=True)
class Decision:
    """`reasons` against it are members of the deciding room's StrEnum: all of them, in a fixed order."""

    reasons: tuple[Any, ...] = ()

    @property
    def is_allowed(self) -> bool:
        return not self.reasons


def when(is_so: bool, reason: R) -> tuple[R, ...]:
    """The reason, where it holds: to be unpacked into a decision's."""
    return (reason,) if is_so else ()


class RefusedError(Exception):
    """`decision` says why, with all reasons; it may be of a kind of its own that says more."""

    def __init__(self, decision: Any) -> None:
        super().__init__(", ".join(decision.reasons))
        self.decision = decision


def allowed(decision: D) -> D:
    if not decision.is_allowed:
        raise RefusedError(decision)
    return decision
