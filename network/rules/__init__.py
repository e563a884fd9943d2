"""The room's pure decisions."""

from __future__ import annotations

from .codes import (
    CONSULTEE_CODE_LENGTH,
    NETWORK_ID_LENGTH,
    VISIT_CODE_LENGTH,
    in_groups,
    is_code,
    make_code,
    normalise_code,
)

__all__ = [
    "CONSULTEE_CODE_LENGTH",
    "NETWORK_ID_LENGTH",
    "VISIT_CODE_LENGTH",
    "in_groups",
    "is_code",
    "make_code",
    "normalise_code",
]
