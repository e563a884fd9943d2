from __future__ import annotations

from collections.abc import Iterator

import pytest
from wagtail import hooks

from tests.portal.mail.letters import KINDS


@pytest.fixture(autouse=True)
def letters() -> Iterator[None]:
    with hooks.register_temporarily("portal_letters", lambda: KINDS):
        yield
