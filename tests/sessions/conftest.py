from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from sessions.models import ConsultationIndexPage
from tests.sessions.announcing import make_index_pages
from tests.sessions.made import DURING_SIGN_UP


@pytest.fixture
def at_noon() -> Iterator[None]:
    """It is noon of Friday 15 May 2026, in Tokyo."""
    with time_machine.travel(DURING_SIGN_UP, tick=False):
        yield


@pytest.fixture
def index_pages(db: None) -> dict[str, ConsultationIndexPage]:
    return make_index_pages()
