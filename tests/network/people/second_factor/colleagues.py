"""A colleague at the desk, on the way into the office."""

from __future__ import annotations

from django.test import Client

from network.models import User
from tests.factories import PASSWORD, UserFactory

DESK = "/admin/supporters/"
STEP = "/en/account/2fa/authenticate/"
AGAIN = "/en/account/2fa/reauthenticate/"
SET_UP = "/en/account/2fa/totp/activate/"
CODES = "/en/account/2fa/recovery-codes/"


def colleague(**fields: object) -> User:
    return UserFactory(email="desk@example.org", groups=["Desk"], **fields)


def type_password(client: Client) -> str:
    return client.post("/en/account/login/", {"login": "desk@example.org", "password": PASSWORD})["Location"]
