"""What an action raises when the rules, asked again on locked rows, say no."""

from __future__ import annotations

from typing import Any, Protocol, TypeVar


class Decision(Protocol):
    """`reasons` are members of the deciding room's StrEnum: all of them, in a fixed order."""

    @property
    def reasons(self) -> Any: ...

    @property
    def is_allowed(self) -> bool: ...


D = TypeVar("D", bound=Decision)


class RefusedError(Exception):
    """`decision` says why, with all reasons."""

    def __init__(self, decision: Any) -> None:
        super().__init__(", ".join(decision.reasons))
        self.decision = decision


def allowed(decision: D) -> D:
    if not decision.is_allowed:
        raise RefusedError(decision)
    return decision
