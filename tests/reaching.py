"""Which addresses somebody who holds staff permissions reaches who hasn't shown the second factor in this session."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.test import Client

from network.demo.second_factor import give_second_factor
from network.models import User
from tests.walking import Request

# What nobody could sign in or out without; /demo/ is the telephone and the mailbox of the demo, and of it alone.
OPEN = {
    *("account_login", "account_logout", "admin_logout", "account_inactive", "account_reauthenticate"),
    *("account_request_login_code", "account_confirm_login_code", "account_confirm_email"),
    *("account_email_verification_sent", "account_reset_password", "account_reset_password_done"),
    *("account_reset_password_from_key", "account_reset_password_from_key_done"),
    *("mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp"),
    *("network:prove_by_mail", "network:send_proof_code", "network:confirm_address", "network:undo_address"),
    *("health", "demo_mailbox", "demo_codes"),
}
SET_UP = "/vi/account/2fa/totp/activate/"
AGAIN = "/vi/account/2fa/reauthenticate/"


def guarded(asked: Iterable[Request]) -> list[Request]:
    """All but the open ones, and what the resolver keeps behind them at the same address."""
    asked = list(asked)
    open_paths = {request.address.path for request in asked if request.address.name in OPEN}
    return [request for request in asked if request.address.path not in open_paths]


def without_an_app(user: User) -> Client:
    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    client.force_login(user)
    return client


def with_an_app_not_shown(user: User) -> Client:
    client = without_an_app(user)
    give_second_factor(user)  # set up in another browser
    return client


def reached(client: Client, asked: Iterable[Request], sent_to: str) -> list[str]:
    """What was answered with anything but the way to the second factor."""
    return [f"{request.method} {request.address.path}" for request in asked if _leads_to(client, request) != sent_to]


def _leads_to(client: Client, request: Request) -> str:
    form = "application/x-www-form-urlencoded"
    response = client.generic(request.method, request.address.path, request.address.body, form)
    if response.streaming:
        list(response)  # read to its end, a file is closed
    return urlsplit(response.headers.get("Location", "")).path
