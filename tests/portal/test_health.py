from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from tests.queries import counted

pytestmark = pytest.mark.django_db


def test_health_answers_a_load_balancer_that_knows_neither_name_nor_tls(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["portal.example.org"]
    with counted() as queries:
        response = client.get("/health/", headers={"Host": "10.0.0.7:8000"})

    assert (response.status_code, response.content, len(queries)) == (200, b"ok", 0)


def test_other_pages_are_refused_to_other_names(client: Client, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["portal.example.org"]

    response = client.get("/vi/", headers={"Host": "10.0.0.7:8000"})

    assert (response.status_code, response.text.count("<h1"), "<main" in response.text) == (400, 1, True)
