"""How somebody changes their e-mail address, and how the old mailbox undoes it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.test import Client

from network.models import User
from portal.dates import TOKYO
from tests import mailing
from tests.factories import PASSWORD

NOW = datetime(2026, 5, 1, 19, tzinfo=TOKYO)
HOUR = timedelta(hours=1)
OLD, NEW, THIRD = "lan@example.org", "new@example.org", "third@example.org"
ADDRESS = "/en/my/address/"
SILENTLY = "/en/my/address/silently/"
SIGN_IN = "/en/account/login/?next=/en/my/"
LINK = re.compile(r"http://localhost:8000(\S+)")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    return client


def ask(client: Client, address: str = NEW, page: str = ADDRESS) -> None:
    assert client.post(page, {"email": address})["Location"] == ADDRESS


def newest_link(to: str) -> str:
    text = next(str(mail.body) for mail in reversed(mailing.delivered()) if mail.to == [to])
    found = LINK.search(text)
    assert found is not None
    return found[1]


def confirm(address: str = NEW, *, by: Client | None = None) -> None:
    """In a browser that knows nobody, or in one that is signed in."""
    answer = (by or Client()).post(newest_link(address))
    assert answer["Location"] == f"/en/address/confirmed/{'' if by else '?sign_in'}"


def undo(link: str) -> None:
    assert Client().post(link)["Location"] == "/en/address/undone/"


def where_it_leads(client: Client) -> tuple[int, str]:
    """Whoever is signed in sees their page, and anybody else the sign-in."""
    page = client.get("/en/my/")
    return page.status_code, page.get("Location", "")


def address_of(user: User) -> str:
    user.refresh_from_db()
    return user.email


def addresses() -> list[tuple[str, bool, bool]]:
    return list(EmailAddress.objects.values_list("email", "primary", "verified"))
