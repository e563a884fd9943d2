"""People of whom each has a browser of their own, for many who press a button at the same moment."""

from __future__ import annotations

from dataclasses import dataclass

from django.test import Client

from network.models import Supporter
from tests.factories import SupporterFactory, UserFactory


@dataclass(frozen=True)
class Racer:
    supporter: Supporter
    client: Client


def racers(count: int) -> list[Racer]:
    return [racer_of(SupporterFactory(experienced=True, user=UserFactory(password="!"))) for _number in range(count)]


def racer_of(supporter: Supporter) -> Racer:
    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    client.force_login(supporter.user)  # type: ignore[arg-type]
    return Racer(supporter, client)
