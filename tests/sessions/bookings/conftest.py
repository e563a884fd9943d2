from __future__ import annotations

import pytest
from django.test import Client

from network.models import Supporter
from tests.factories import SupporterFactory

LIST = "/en/meet/"
PLACE = "Room 42 behind the station"


@pytest.fixture
def supporter() -> Supporter:
    found: Supporter = SupporterFactory(experienced=True)
    return found


@pytest.fixture
def signed_in(at_noon: None, client: Client, supporter: Supporter) -> Client:
    client.force_login(supporter.user)  # type: ignore[arg-type]
    return client
