from __future__ import annotations

import pytest
from django.test import Client

from network.models import Supporter
from tests.factories import SupporterFactory


@pytest.fixture
def supporter() -> Supporter:
    return SupporterFactory(experienced=True)


@pytest.fixture
def signed_in(client: Client, supporter: Supporter) -> Client:
    client.force_login(supporter.user)
    return client
