"""Somebody else who is quicker: between what is read and what is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def meanwhile(act: Callable[[], object], *, after: str, times: int = 1) -> Iterator[None]:
    """Acts as soon as the rows of `after`, a table, have been looked at, so often."""
    is_acting = False

    def asked(execute: Callable[..., object], sql: str, *more: object) -> object:
        nonlocal times, is_acting
        answer = execute(sql, *more)
        if times and not is_acting and sql.startswith("SELECT") and f'"{after}"' in sql:
            times, is_acting = times - 1, True
            act()
            is_acting = False
        return answer

    with connection.execute_wrapper(asked):
        yield
