from __future__ import annotations

from datetime import datetime


def load(now: datetime) -> None:
    """Nothing yet."""
