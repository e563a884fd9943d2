from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from network.models import User
from tests.factories import SupporterFactory
from tests.network.changing_address import NOW, OLD, signed_in
from tests.network.people.addresses.office import of_the_desk


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Stands still, and is shifted."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def owner(clock: time_machine.Traveller, db: None) -> User:
    return SupporterFactory(user__email=OLD, language="en").user


@pytest.fixture
def browser(owner: User) -> Client:
    return signed_in(owner)


@pytest.fixture
def desk(db: None) -> Client:
    return of_the_desk()
