"""What the office asked for openly, and a silent asking took the place of: whoever decides sees it."""

from __future__ import annotations

import pytest
from django.test import Client

from network.models import AddressChange, User
from tests import mailing
from tests.network.changing_address import ADDRESS, NEW, SILENTLY, THIRD, ask, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

LIST = "/admin/addresses/"
SEEN = "took the place of what the office asked for openly"


def ask_at_the_desk(desk: Client, owner: User) -> str:
    page = f"/admin/supporters/address/{owner.supporter.pk}/"
    return desk.post(page, {"email": THIRD, "asked_by": "in_person"}, follow=True).content.decode()


def shown(desk: Client) -> list[bool]:
    newest = AddressChange.objects.latest("pk")
    pages = (LIST, f"{LIST}decide/{newest.pk}/", "/admin/")
    return [SEEN in desk.get(page).content.decode().lower() for page in pages]


def test_silent_asking_that_replaced_the_offices_is_marked(owner: User, desk: Client) -> None:
    ask_at_the_desk(desk, owner)
    ask(signed_in(owner), page=SILENTLY)

    assert shown(desk) == [True, True, True]


def test_mark_stays_when_it_is_replaced_by_another(owner: User, desk: Client) -> None:
    ask_at_the_desk(desk, owner)
    browser = signed_in(owner)
    ask(browser, page=SILENTLY)
    ask(browser, "fourth@example.org", page=SILENTLY)

    assert shown(desk) == [True, True, True]


def test_office_is_told_at_once_that_its_asking_is_silent(owner: User, desk: Client) -> None:
    ask(signed_in(owner), page=SILENTLY)

    said = ask_at_the_desk(desk, owner)

    assert "Nothing goes to the old mailbox" in said
    assert "The address changes when it is opened." not in said
    assert shown(desk) == [True, True, True]


def test_silent_asking_of_its_own_is_not_marked(owner: User, desk: Client) -> None:
    ask(signed_in(owner))
    ask(signed_in(owner), page=SILENTLY)

    assert shown(desk) == [False, False, False]


def test_who_asks_openly_after_a_silent_asking_stays_signed_in_and_reads_that_it_is_silent(owner: User) -> None:
    browser = signed_in(owner)
    ask(browser, page=SILENTLY)
    ask(browser, THIRD)

    page = browser.get(ADDRESS)

    assert page.status_code == 200
    assert "your old address stays, and mail goes there again" in page.content.decode()
    assert "Your old mailbox is told too" not in page.content.decode()
    assert [mail.to for mail in mailing.delivered()] == [[THIRD]]


def test_page_of_the_link_says_beforehand_who_is_signed_out(owner: User) -> None:
    browser = signed_in(owner)
    ask(browser)
    link = next(str(mail.body) for mail in mailing.delivered() if mail.to == [NEW])
    path = link[link.index("/en/address/confirm/") :].split()[0]

    own, strange = (client.get(path).content.decode() for client in (browser, Client()))

    assert "All other devices are signed out then." in own
    assert "All devices are signed out then." in strange


def test_page_of_a_silent_link_says_that_the_office_calls(owner: User) -> None:
    ask(signed_in(owner), page=SILENTLY)
    link = next(str(mail.body) for mail in mailing.delivered() if mail.to == [NEW])
    path = link[link.index("/en/address/confirm/") :].split()[0]

    page = Client().get(path).content.decode()

    assert "signed out" not in page
    assert "The office then asks you by another way" in page
