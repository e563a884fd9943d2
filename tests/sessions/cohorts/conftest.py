from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from network.models import Supporter
from tests.factories import SupporterFactory
from tests.sessions.learning_together import NOW


@pytest.fixture
def at_noon() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def person(client: Client) -> Supporter:
    """Signed in, and in the training."""
    supporter: Supporter = SupporterFactory(wants_foreign_origin_training=True, language="en")
    client.force_login(supporter.user)
    return supporter
