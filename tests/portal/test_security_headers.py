from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def directives(policy: str) -> dict[str, str]:
    return dict(part.strip().split(" ", 1) for part in policy.split(";"))


def test_public_page_allows_no_inline_code(client: Client) -> None:
    policy = directives(client.get("/vi/account/login/")["Content-Security-Policy"])

    assert (policy["default-src"], policy["frame-ancestors"]) == ("'self'", "'none'")
    assert "script-src" not in policy


def test_admin_alone_is_relaxed_and_may_frame_its_previews(client: Client) -> None:
    client.force_login(UserFactory(administrator=True))
    policy = directives(client.get("/admin/")["Content-Security-Policy"])

    assert (policy["default-src"], policy["frame-ancestors"]) == ("'self'", "'self'")
    assert policy["script-src"] == "'self' 'unsafe-inline'"
