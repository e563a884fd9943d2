from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from network.models import Supporter
from portal.mail import OutboxMail
from tests.databases import Copy
from tests.network.typing_in import registration

pytestmark = pytest.mark.race

CLIENTS = 20
ROUNDS = int(os.environ.get("RACE_ROUNDS", "1"))


def post_together(forms: list[dict[str, Any]]) -> list[tuple[int, str]]:
    """Each form by a client of its own, all starting at the same moment; many in groups of CLIENTS."""
    start = Barrier(min(len(forms), CLIENTS))

    def post(form: dict[str, Any]) -> tuple[int, str]:
        try:
            client = Client()
            start.wait()
            response = client.post("/vi/register/check/", form)
            return response.status_code, response.get("Location", "")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(min(len(forms), CLIENTS)) as pool:
        return list(pool.map(post, forms))


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_equal_posts_register_once(race_database: Copy, round_: int) -> None:
    answers = post_together([registration(email="race@example.org")] * CLIENTS)

    assert answers == [(302, "/vi/register/done/")] * CLIENTS
    assert Supporter.objects.filter(user__email="race@example.org").count() == 1
    assert list(OutboxMail.objects.filter(recipient__email="race@example.org").values_list("kind", flat=True)) == [
        "network.registered"
    ]


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_one_address_in_many_forms_registers_once(race_database: Copy, round_: int) -> None:
    answers = post_together([registration(email="race@example.org") for _ in range(CLIENTS)])

    assert answers == [(302, "/vi/register/done/")] * CLIENTS
    assert Supporter.objects.filter(user__email="race@example.org").count() == 1
    assert sorted(OutboxMail.objects.filter(recipient__email="race@example.org").values_list("kind", flat=True)) == [
        "network.already_registered",
        "network.registered",
    ]


def test_two_hundred_at_once_get_two_hundred_ids(race_database: Copy) -> None:
    addresses = [f"race{number}@example.org" for number in range(200)]

    answers = post_together([registration(email=address) for address in addresses])

    assert answers == [(302, "/vi/register/done/")] * 200
    registered = Supporter.objects.filter(user__email__in=addresses)
    assert len(set(registered.values_list("network_id", flat=True))) == 200
    assert OutboxMail.objects.filter(recipient__email__in=addresses).count() == 200
