"""Where people make their own calendar address, replace it, and stop it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from network.models import Supporter
from network.people.actions.sessions import end_all_sessions
from portal.audit import AuditEntry
from sessions.models import CalendarFeed
from tests.factories import PASSWORD, SupporterFactory
from tests.sessions.bookings.test_calendar_feed import address_for, told, uid
from tests.sessions.made import BookingFactory

pytestmark = pytest.mark.django_db

PAGE = "/en/meet/calendar/"


def session_alone(supporter: Supporter) -> Client:
    client = Client()
    client.force_login(supporter.user)
    return client


def signed_in(supporter: Supporter) -> Client:
    """Who has just shown that it is they."""
    client = session_alone(supporter)
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    return client


def address_on(page: Any) -> str:
    """What the copy field holds."""
    text: str = page.content.decode()
    return text.partition('id="calendar-address" type="text" readonly value="')[2].partition('"')[0]


def test_address_is_made_on_the_page_and_shown_once() -> None:
    booking = BookingFactory()
    client = signed_in(booking.supporter)

    made = client.post(PAGE, {"idempotency_key": str(uuid4())})
    shown = client.get(PAGE)
    again = client.get(PAGE)

    assert (made.status_code, made.headers["Location"]) == (302, PAGE)
    address = address_on(shown)
    assert address.startswith("http://localhost:8000/calendar/")
    assert told(urlsplit(address).path) == [(uid(booking.uid), "CONFIRMED")]
    assert f'href="webcal{address.removeprefix("http")}"' in shown.content.decode()
    assert (address_on(again), b".ics" in again.content) == ("", False)
    assert b"no-store" in shown.headers["Cache-Control"].encode()


def test_session_alone_makes_no_address() -> None:
    client = session_alone(SupporterFactory())

    asked = client.post(PAGE, {"idempotency_key": str(uuid4())})["Location"]

    assert asked == f"/en/account/reauthenticate/?next={PAGE.replace('/', '%2F')}"
    assert not CalendarFeed.objects.exists()
    assert client.post(asked, {"password": PASSWORD, "next": PAGE})["Location"] == PAGE
    assert client.post(PAGE, {"idempotency_key": str(uuid4())})["Location"] == PAGE
    assert address_on(client.get(PAGE)).endswith(".ics")


def test_session_alone_makes_no_new_address_in_place_of_the_old_one() -> None:
    supporter = SupporterFactory()
    address, client = address_for(supporter), session_alone(supporter)

    client.post(PAGE, {"idempotency_key": str(uuid4())})

    assert (Client().get(address).status_code, address_on(client.get(PAGE))) == (200, "")


def test_page_says_that_a_proof_is_asked_for_until_there_is_one() -> None:
    supporter = SupporterFactory()
    pages = [come(supporter).get(PAGE).text for come in (session_alone, signed_in)]

    assert ["So we first ask you to show that it is you." in page for page in pages] == [True, False]


def test_token_waits_for_the_page_encrypted() -> None:
    client = signed_in(SupporterFactory())
    client.post(PAGE, {"idempotency_key": str(uuid4())})
    waiting = str(dict(client.session.items()))

    address = address_on(client.get(PAGE))

    assert "new calendar address" in waiting
    assert address.rpartition("/")[2].removesuffix(".ics") not in waiting


def test_double_click_makes_one_address() -> None:
    client = signed_in(SupporterFactory())
    form = {"idempotency_key": str(uuid4())}

    assert [client.post(PAGE, form).headers["Location"] for _ in range(2)] == [PAGE, PAGE]

    assert AuditEntry.objects.filter(verb="calendar address made").count() == 1
    assert Client().get(urlsplit(address_on(client.get(PAGE))).path).status_code == 200


def test_new_address_ends_the_old_one() -> None:
    client = signed_in(SupporterFactory())
    addresses = []
    for _ in range(2):
        client.post(PAGE, {"idempotency_key": str(uuid4())})
        addresses.append(urlsplit(address_on(client.get(PAGE))).path)

    answers = [Client().get(address) for address in addresses]

    assert [(answer.status_code, b"BEGIN:VCALENDAR" in answer.content) for answer in answers] == [
        (404, False),
        (200, True),
    ]


def test_page_says_that_a_new_address_is_needed() -> None:
    supporter = SupporterFactory()
    assert supporter.user
    address_for(supporter)
    end_all_sessions(supporter.user, by_id=supporter.user_id, now=timezone.now())
    supporter.refresh_from_db()

    assert "Your address has stopped." in signed_in(supporter).get(PAGE).text


def test_address_is_stopped_on_the_page() -> None:
    supporter = SupporterFactory()
    address, client = address_for(supporter), session_alone(supporter)

    client.post(PAGE, {"idempotency_key": str(uuid4()), "revoke": "yes"})

    assert (Client().get(address).status_code, CalendarFeed.objects.count()) == (404, 0)
    assert AuditEntry.objects.filter(verb="calendar address revoked").count() == 1
    assert b"Make my calendar address" in client.get(PAGE).content


def test_form_without_its_key_makes_nothing_and_says_so() -> None:
    response = signed_in(SupporterFactory()).post(PAGE, {"revoke": "yes"})

    assert b"This form was not complete." in response.content
    assert not CalendarFeed.objects.exists()


def test_who_has_left_gets_no_address() -> None:
    client = signed_in(SupporterFactory(left=True))

    response = client.post(PAGE, {"idempotency_key": str(uuid4())})

    assert b"You have left the network." in response.content
    assert not CalendarFeed.objects.exists()


def test_page_is_for_registered_people_who_are_signed_in() -> None:
    assert Client().get(PAGE).headers["Location"] == f"/en/account/login/?next={PAGE}"


@pytest.mark.parametrize("language", ["vi", "ja", "ja-hira", "en"])
def test_page_reads_in_each_language(language: str) -> None:
    client = signed_in(SupporterFactory())
    page = f"/{language}/meet/calendar/"
    client.post(page, {"idempotency_key": str(uuid4())})

    assert address_on(client.get(page)).endswith(".ics")
