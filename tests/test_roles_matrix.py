"""Every address × every role (issue B, 8). A change of rights shows in tests/roles_matrix.csv, or fails here."""

from __future__ import annotations

import pytest
from django.apps import apps

from tests import roles_matrix
from tests.things import things
from tests.walking import ROLES, Address, addresses, answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked() -> list[Address]:
    return addresses(things())


def table(asked: list[Address]) -> dict[tuple[str, str], roles_matrix.Row]:
    """The rows by address and name; without the claims, without those of rooms that aren't there."""
    rows = roles_matrix.read()
    if not apps.is_installed("claims"):
        rooms = {address.room for address in asked}
        rows = [row for row in rows if row["name"].rpartition(":")[0] in rooms]
    return {(row["address"], row["name"]): row for row in rows}


def test_every_address_stands_in_the_table(asked: list[Address]) -> None:
    assert [address.key for address in asked] == list(table(asked)), (
        "run `python -m tests.roles_matrix` and read what it changes in tests/roles_matrix.csv"
    )


@pytest.mark.parametrize("role", ROLES)
def test_role_gets_what_the_table_says(asked: list[Address], role: str) -> None:
    rows = table(asked)
    known = [address for address in asked if address.key in rows]

    got = dict(zip((address.key for address in known), answers(role, known), strict=True))

    assert got == {address.key: rows[address.key][role] for address in known}
