"""Several people at the same thing at once, each by a connection of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

Work = Callable[[], object]


def together(works: Sequence[Work], *, refusals: type[Exception] | tuple[type[Exception], ...]) -> list[bool]:
    """Whether each was done, or refused."""
    start = Barrier(len(works))

    def at_once(work: Work) -> bool:
        try:
            start.wait()
            work()
        except refusals:
            return False
        else:
            return True
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(at_once, works))
