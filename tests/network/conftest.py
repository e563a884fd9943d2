from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from network.models import User
from tests.factories import SupporterFactory
from tests.network.typing_in import KNOWN


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Stands still, and is shifted."""
    with time_machine.travel(datetime(2026, 5, 15, 3, tzinfo=UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def lan(db: None) -> User:
    """Whose address is KNOWN."""
    return SupporterFactory(user__email=KNOWN).user
