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
    """Each form by a client of its own, all starting at the same moment."""
    start = Barrier(len(forms))

    def post(form: dict[str, Any]) -> tuple[int, str]:
        try:
            client = Client()
            start.wait()
            response = client.post("/vi/register/check/", form)
            return response.status_code, response.get("Location", "")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(forms)) as pool:
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
