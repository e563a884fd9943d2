from __future__ import annotations

import sqlite3
from pathlib import Path

from tests.e2e.schemas import schema_of

BOOKING = """
CREATE TABLE meeting (id integer PRIMARY KEY);
CREATE TABLE booking (
    id integer PRIMARY KEY,
    {columns},
    meeting_id integer NOT NULL REFERENCES meeting (id),
    CONSTRAINT "one_seat" UNIQUE (meeting_id, seat)
);
"""


def schema(folder: Path, name: str, sql: str) -> set[str]:
    with sqlite3.connect(folder / name) as connection:
        connection.executescript(sql)
    return schema_of(folder / name)


def test_schemas_are_alike_whatever_the_order_and_the_migrations(tmp_path: Path) -> None:
    one = BOOKING.format(columns="seat integer, state varchar(10) NOT NULL")
    other = BOOKING.format(columns="state varchar(10) NOT NULL, seat integer") + "CREATE TABLE django_migrations (id);"

    assert schema(tmp_path, "one", one) == schema(tmp_path, "other", other)


def test_what_differs_between_schemas_is_said(tmp_path: Path) -> None:
    one = BOOKING.format(columns="seat integer, state varchar(10) NOT NULL")
    other = one.replace("varchar(10)", "varchar(20)").replace("one_seat", "a_seat_each")

    assert schema(tmp_path, "one", one) ^ schema(tmp_path, "other", other) == {
        "booking.state: varchar(10), not null 1, default None, key 0",
        "booking.state: varchar(20), not null 1, default None, key 0",
        "booking has the constraint one_seat",
        "booking has the constraint a_seat_each",
    }
