from __future__ import annotations

import pytest
from django.test import Client

from network.models import Supporter
from tests.factories import SupporterFactory


@pytest.fixture
def person(client: Client) -> Supporter:
    """Signed in, and in the training."""
    supporter: Supporter = SupporterFactory(wants_foreign_origin_training=True, language="en")
    client.force_login(supporter.user)
    return supporter
