"""Whose data are erased stands in no file that waits to be imported (D5)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from network.actions import erase
from network.models import FormerNetworkID, MemberImport
from tests.factories import SupporterFactory
from tests.network.bringing_in import Office
from tests.network.spreadsheets import member

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 15, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        member("BN-1", "Lan", telephone="090-0000-0001"),
        member("ｂｎ 1", "Lan", telephone="090-0000-0001"),
        member("BN-9", "Lan", telephone="090-0000-0001"),
        member("BN-3", "Lan", email="Lan@example.org"),
    ],
)
@pytest.mark.parametrize("step", ["send", "check"])
def test_file_that_speaks_of_the_erased_is_forgotten(office: Office, line: list[str], step: str) -> None:
    lan = SupporterFactory(network_id="BN-1", user__email="lan@example.org")
    FormerNetworkID.objects.create(network_id="BN-9", supporter=lan)
    getattr(office, step)(line)
    other = getattr(office, step)(member("BN-2", "Hoa", email="hoa@example.org"))

    erase(lan, by_id=None, now=NOW)

    assert list(MemberImport.objects.all()) == [other]
