from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import UserFactory


@pytest.fixture
def colleague() -> Client:
    """Another one of the desk."""
    client = Client()
    client.force_login(UserFactory(groups=["Desk"]))
    client.cookies["django_language"] = "en"
    return client
