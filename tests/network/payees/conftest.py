from __future__ import annotations

import pytest
from django.test import Client

from network.models import Supporter
from tests.factories import UserFactory
from tests.network.payees.keyed import signed_in


@pytest.fixture
def desk_id() -> int:
    return UserFactory(groups=["Desk"]).pk


@pytest.fixture
def owner(client: Client, supporter: Supporter) -> Client:
    client.force_login(supporter.user)
    return client


@pytest.fixture
def desk(desk_id: int) -> Client:
    return signed_in(desk_id)
