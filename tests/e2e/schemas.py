"""What two SQLite databases need in common so that the same rows serve both; how they came to it is no matter."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

# What was migrated, in whatever steps; and what SQLite and its search keep for themselves.
NOT_COMPARED = re.compile(r"django_migrations|sqlite_.*|.*_fts(_\w+)?")


def schema_of(database: Path) -> set[str]:
    """Columns, keys, constraints, indexes and triggers, each in words."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        found = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
        tables = [
            (name, sql) for kind, name, _table, sql in found if kind == "table" and not NOT_COMPARED.fullmatch(name)
        ]
        triggers = {f"trigger {name}: {sql}" for kind, name, _table, sql in found if kind == "trigger"}
        return triggers.union(*(_table(connection, name, sql) for name, sql in tables))


def _table(connection: sqlite3.Connection, table: str, sql: str) -> Iterator[str]:
    for _place, name, kind, is_not_null, default, key in connection.execute(f'PRAGMA table_info("{table}")'):
        yield f"{table}.{name}: {kind}, not null {is_not_null}, default {default}, key {key}"
    for _id, _seq, other, column, their_column, *_acts in connection.execute(f'PRAGMA foreign_key_list("{table}")'):
        yield f"{table}.{column} points at {other}.{their_column}"
    for name in re.findall(r'CONSTRAINT "(\w+)"', sql):
        yield f"{table} has the constraint {name}"
    for _seq, name, is_unique, _origin, is_partial in connection.execute(f'PRAGMA index_list("{table}")'):
        columns = [column for _rank, _cid, column in connection.execute(f'PRAGMA index_info("{name}")')]
        yield f"{table} has an index of {columns}, unique {is_unique}, partial {is_partial}"
