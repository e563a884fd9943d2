from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django.utils import translation
from pytest_django import DjangoCaptureOnCommitCallbacks

from network.models import Supporter, User
from tests.factories import SupporterFactory, UserFactory
from tests.network.bringing_in import Office
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


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(UserFactory(groups=["Desk"]))
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def office(desk: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Office:
    return Office(desk, django_capture_on_commit_callbacks)


@pytest.fixture
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def supporter(db: None) -> Supporter:
    return SupporterFactory()
