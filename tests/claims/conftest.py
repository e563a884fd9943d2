from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from network.models import Programme, Supporter, User
from tests.claims.made import NOW
from tests.factories import ProgrammeFactory, SupporterFactory, UserFactory


@pytest.fixture
def programme(db: None) -> Programme:
    return ProgrammeFactory()


@pytest.fixture
def supporter(programme: Programme) -> Supporter:
    return SupporterFactory(experienced=True)


@pytest.fixture
def officer_id(db: None) -> int:
    return UserFactory(groups=["Claims officers"]).pk


@pytest.fixture
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def at_noon() -> Iterator[None]:
    """The portal's clock stands at NOW."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def signed_in(at_noon: None, client: Client, supporter: Supporter) -> Client:
    client.force_login(supporter.user)
    return client


@pytest.fixture
def officer(db: None) -> User:
    return UserFactory(groups=["Claims officers"])


@pytest.fixture
def desk(at_noon: None, client: Client, officer: User) -> Client:
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    client.force_login(officer)
    return client
