from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from network.models import Supporter
from tests.factories import SupporterFactory
from tests.sessions.made import (
    DURING_SIGN_UP,
)

LIST = "/en/meet/"
PLACE = "Room 42 behind the station"


@pytest.fixture
def at_noon() -> Iterator[None]:
    with time_machine.travel(DURING_SIGN_UP, tick=False):
        yield


@pytest.fixture
def supporter() -> Supporter:
    found: Supporter = SupporterFactory(experienced=True)
    return found


@pytest.fixture
def signed_in(at_noon: None, client: Client, supporter: Supporter) -> Client:
    client.force_login(supporter.user)  # type: ignore[arg-type]
    return client
