"""Every address × every method × every role. What changes shows in tests/roles_matrix.csv, or fails here."""

from __future__ import annotations

import pytest
from django.apps import apps

from tests import roles_matrix
from tests.closed_doors import CLOSED
from tests.walking import ROLES, Request, answers, passes, requests

CLOSED_NAMES = [name for names in CLOSED.values() for name in names]


@pytest.fixture
def asked(everything: dict[str, str]) -> list[Request]:
    return requests(everything)


def table(asked: list[Request]) -> dict[tuple[str, ...], roles_matrix.Row]:
    """The rows by their key; without the claims, without those of rooms that aren't there."""
    rows = roles_matrix.read()
    if not apps.is_installed("claims"):
        rooms = {request.address.room for request in asked}
        rows = [row for row in rows if row["name"].rpartition(":")[0] in rooms]
    return {tuple(row[name] for name in roles_matrix.KEY): row for row in rows}


def test_every_address_stands_in_the_table(asked: list[Request]) -> None:
    known = table(asked)
    expected = [request.key for request in asked if request.key in known]
    assert expected == list(known), "run `python -m tests.roles_matrix` and read what it changes"
    # An address without any row has no method at all, which nothing but a mistake could be.
    assert {request.address.key for request in asked} == {key[:2] for key in known}


@pytest.mark.parametrize("role", ROLES)
def test_role_gets_what_the_table_says(asked: list[Request], role: str) -> None:
    rows = table(asked)

    got = dict(zip((request.key for request in asked), answers(role, asked), strict=True))

    assert {key: answer for key, answer in got.items() if key in rows} == {key: row[role] for key, row in rows.items()}
    assert {key: answer for key, answer in got.items() if key not in rows and passes(answer)} == {}


def test_no_answer_in_the_table_is_an_error() -> None:
    assert [row for row in roles_matrix.read() if any(row[role].startswith("5") for role in ROLES)] == []


def test_door_behind_which_nobody_gets_is_listed_as_closed() -> None:
    rows = roles_matrix.read()

    nobody = [row for row in rows if not any(passes(row[role]) for role in ROLES)]

    assert {row["name"] or row["address"] for row in nobody} == set(CLOSED_NAMES)
