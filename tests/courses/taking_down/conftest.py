from __future__ import annotations

import pytest
from django.test import Client

from network.models import Supporter
from tests.courses.giving_out import (
    WAYS,
    Given,
    a_whole_lecture,
)
from tests.factories import SupporterFactory

REFUSED = dict.fromkeys(WAYS, 404)
TAKEN_DOWN = dict.fromkeys(WAYS, 410)
NOTES = {"vi": "Bài đang được quay lại.", "ja": "撮り直しています。", "en": "It is being recorded again."}


@pytest.fixture
def given() -> Given:
    return a_whole_lecture()


@pytest.fixture
def supporter() -> Supporter:
    return SupporterFactory()


@pytest.fixture
def member(client: Client, supporter: Supporter) -> Client:
    client.force_login(supporter.user)
    return client
