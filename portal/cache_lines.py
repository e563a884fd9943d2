"""What this process knows of the servers of caches: whether they are worth asking, and how often they were away.

Without Redis, so that who only wants to know of outages need not load it.
"""

from __future__ import annotations

import logging
import threading
from time import monotonic

from .logs import type_and_place

logger = logging.getLogger(__name__)

LEFT_ALONE = 5.0  # seconds


class Line:
    """What this process knows of one server, in all of its threads: whether it is worth asking."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asked_again_at = 0.0  # monotonic; 0: it answers
        self.outages = 0

    def is_worth_asking(self) -> bool:
        """After a pause one thread asks, and the others wait for what it learns."""
        if not self._asked_again_at:
            return True
        with self._lock:
            if monotonic() < self._asked_again_at:
                return False
            self._asked_again_at = monotonic() + LEFT_ALONE
            return True

    def failed(self, error: Exception) -> None:
        with self._lock:
            if not self._asked_again_at:
                self.outages += 1
                logger.warning("the cache is away: %s", type_and_place(error))
            self._asked_again_at = monotonic() + LEFT_ALONE

    def answered(self) -> None:
        if self._asked_again_at:
            with self._lock:
                self._asked_again_at = 0.0
            logger.warning("the cache is back")


_lines: dict[str, Line] = {}


def line_to(server: str) -> Line:
    return _lines.setdefault(server, Line())


def outages() -> int:
    """How often this process has found a cache away; when it grows, what was written meanwhile may be missing there."""
    return sum(line.outages for line in _lines.values())
