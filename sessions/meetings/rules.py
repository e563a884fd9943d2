from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Hour(Protocol):
    """A meeting, as far as all rules look at it: when it is, and whether it is at all."""

    starts_at: datetime
    ends_at: datetime

    @property
    def is_cancelled(self) -> bool: ...
