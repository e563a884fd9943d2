"""What the office does about an address that shall change without a word to the old mailbox."""

from __future__ import annotations

from django.test import Client

from network.models import AddressChange
from tests import mailing
from tests.factories import UserFactory
from tests.network.changing_address import NEW, newest_link

LIST = "/admin/addresses/"
BY_TELEPHONE = {"asked_by": "telephone"}


def of_the_desk() -> Client:
    client = Client()
    client.force_login(UserFactory(groups=["Desk"]))
    client.cookies["django_language"] = "en"
    return client


def confirm_silently() -> None:
    assert Client().post(newest_link(NEW))["Location"] == "/en/address/confirmed/?office"


def decide(desk: Client, verb: str) -> None:
    change = AddressChange.objects.get()
    assert desk.post(f"{LIST}decide/{change.pk}/", {"verb": verb, **BY_TELEPHONE})["Location"] == LIST


def receivers() -> list[str]:
    return [address for message in mailing.delivered() for address in message.to]
