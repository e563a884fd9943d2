from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

# The figures are about questions asked, not about the transactions around them.
NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


class Queries:
    """The SQL statements of a `counted()` block, complete when the block is over."""

    def __init__(self, captured: CaptureQueriesContext) -> None:
        self._captured = captured

    @property
    def statements(self) -> list[str]:
        every = [query["sql"] for query in self._captured.captured_queries]
        return [sql for sql in every if not sql.upper().startswith(NOT_COUNTED)]

    def __len__(self) -> int:
        return len(self.statements)


@contextmanager
def counted() -> Iterator[Queries]:
    with CaptureQueriesContext(connection) as captured:
        yield Queries(captured)
