"""Whoever holds any staff permission shows the second factor at every address of the portal."""

from __future__ import annotations

import pytest

from network.models import User
from tests import reaching
from tests.factories import SupporterFactory, UserFactory
from tests.walking import Request, requests


@pytest.fixture
def guarded(everything: dict[str, str]) -> list[Request]:
    return reaching.guarded(requests(everything))


@pytest.fixture
def coordinator(guarded: list[Request]) -> User:
    user: User = SupporterFactory(user=UserFactory(groups=["Coordinators"], second_factor=False)).user
    return user


def test_nothing_is_reached_without_an_app(guarded: list[Request], coordinator: User) -> None:
    assert reaching.reached(reaching.without_an_app(coordinator), guarded, reaching.SET_UP) == []


def test_nothing_is_reached_with_an_app_not_shown(guarded: list[Request], coordinator: User) -> None:
    assert reaching.reached(reaching.with_an_app_not_shown(coordinator), guarded, reaching.AGAIN) == []
