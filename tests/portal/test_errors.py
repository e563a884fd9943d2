from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db


def test_form_that_is_too_large_is_refused_in_words(client: Client, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    response = client.post("/vi/register/check/", {"name": "x" * 200})

    assert response.status_code == 400
    assert "Không đọc được nội dung này" in response.text
    assert "This could not be read" in response.text
