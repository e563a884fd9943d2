"""The few statements by which test databases come and go on a PostgreSQL server.

`url` is always the address the developer gave: its database is connected to, and left as it is.
"""

from __future__ import annotations

import hashlib
import sys
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from devtools.places import ROOT

# Two checkouts may share a server.
PREFIX = f"banso_{hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]}"


def address(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def check(url: str) -> str:
    """Why the server can't be reached; empty when it can."""
    try:
        with psycopg.connect(url, connect_timeout=5):
            return ""
    except psycopg.OperationalError as error:
        return str(error).strip().partition("\n")[0]


def exists(url: str, database: str) -> bool:
    with psycopg.connect(url) as connection:
        asked = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        return asked.fetchone() is not None


def create(url: str, database: str) -> None:
    _execute(url, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))


def copy(url: str, template: str, database: str) -> None:
    names = sql.Identifier(database), sql.Identifier(template)
    _execute(url, sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))


def rename(url: str, database: str, name: str) -> None:
    _execute(url, sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(database), sql.Identifier(name)))


def drop(url: str, database: str) -> None:
    _execute(url, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))


def _execute(url: str, statement: sql.Composed) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)


def forget_all(url: str) -> None:
    """Drops every database of this checkout."""
    with psycopg.connect(url) as connection:
        ours = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX]).fetchall()
    for (database,) in ours:
        drop(url, database)


if __name__ == "__main__":
    forget_all(sys.argv[1])
