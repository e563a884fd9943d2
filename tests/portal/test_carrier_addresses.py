"""Carriers have given out addresses that no standard knows: `a..b@`, `a.@`. Their owners can use them everywhere."""

from __future__ import annotations

from datetime import datetime

import pytest
from anymail.signals import AnymailTrackingEvent, EventType, RejectReason, tracking
from anymail.utils import parse_address_list
from django.core import mail
from django.core.exceptions import ValidationError
from pytest_django import Settings

from network.importing.lines import _email
from network.models import User
from portal.dates import TOKYO
from portal.forms import EmailAddressField
from portal.mail import WrongAddress, send_due_mail, tell
from sessions.models import Membership
from tests.factories import SupporterFactory
from tests.portal.mail_servers import mail_server, on_loopback

NOW = datetime(2026, 5, 15, 12, tzinfo=TOKYO)
BY_CARRIERS = ["a..b@docomo.ne.jp", "a.@ezweb.ne.jp", ".a@i.softbank.jp", "a...@docomo.ne.jp"]
NONE_AT_ALL = [
    "a@",
    "@docomo.ne.jp",
    "a b@docomo.ne.jp",
    "a@b@docomo.ne.jp",
    "a@docomo..jp",
    "a<b@docomo.ne.jp",
    "a@jp",
]


@pytest.mark.parametrize("address", BY_CARRIERS)
def test_address_with_dots_is_taken_by_forms_logins_and_imports(address: str) -> None:
    assert EmailAddressField().clean(address) == address
    assert _email(address) == address
    User._meta.get_field("email").clean(address, None)


@pytest.mark.parametrize("address", NONE_AT_ALL)
def test_what_is_no_address_stays_refused(address: str) -> None:
    with pytest.raises(ValidationError):
        EmailAddressField().clean(address)
    with pytest.raises(ValidationError):
        User._meta.get_field("email").clean(address, None)


as_written = pytest.mark.parametrize(
    ("address", "header"),
    [
        ("a..b@docomo.ne.jp", '"a..b"@docomo.ne.jp'),
        ("a.@ezweb.ne.jp", '"a."@ezweb.ne.jp'),
        (".a@ezweb.ne.jp", '".a"@ezweb.ne.jp'),
        ("lan.nguyen@example.org", "lan.nguyen@example.org"),
    ],
)


@pytest.mark.django_db
@as_written
def test_local_part_with_such_dots_is_quoted_in_the_header(address: str, header: str) -> None:
    supporter = SupporterFactory(user__email=address)
    tell(supporter, Membership(), "invited", now=NOW)

    send_due_mail(NOW)

    (sent,) = mail.outbox
    assert (sent.to, sent.message()["To"]) == ([header], header)


@pytest.mark.django_db
@as_written
def test_local_part_with_such_dots_is_quoted_on_the_envelope(settings: Settings, address: str, header: str) -> None:
    supporter = SupporterFactory(user__email=address)
    tell(supporter, Membership(), "invited", now=NOW)

    with mail_server() as server:
        on_loopback(settings, server.port)
        send_due_mail(NOW)

    assert server.received == [header]


@as_written
def test_provider_is_given_the_address_as_its_owner_writes_it(address: str, header: str) -> None:
    assert [one.addr_spec for one in parse_address_list([header])] == [address]


@pytest.mark.django_db
@as_written
def test_mail_that_came_back_marks_its_address_quoted_or_not(address: str, header: str) -> None:
    for told in (address, header):
        WrongAddress.objects.all().delete()
        event = AnymailTrackingEvent(
            event_type=EventType.BOUNCED, reject_reason=RejectReason.BOUNCED, recipient=told.upper(), esp_event={}
        )
        tracking.send(None, event=event, esp_name="Postmark")

        assert WrongAddress.objects.of(address).exists()
