"""What a provider tells of mail that came back, by anymail's door for it."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest
from anymail.signals import AnymailTrackingEvent, EventType, RejectReason
from django.test import Client
from django.urls import Resolver404, resolve

from portal.audit import AuditEntry
from portal.mail import WrongAddress
from portal.mail.bounces import wrong_by
from portal.mail.enums import WrongBy

DOOR = "/mail/postmark/tracking/"
SECRET = "Basic " + b64encode(b"provider:only for tests").decode()


def told(client: Client, kind: str, *, secret: str = SECRET, address: str = "Lan@Example.org") -> int:
    event = {"RecordType": "Bounce", "Type": kind, "Email": address, "ID": 1, "MessageID": "x"}
    sent = client.post(DOOR, event, content_type="application/json", headers={"Authorization": secret})
    return sent.status_code


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "marked"),
    [
        ("HardBounce", [WrongBy.BOUNCE]),
        ("BadEmailAddress", [WrongBy.BOUNCE]),
        ("SpamComplaint", [WrongBy.COMPLAINT]),
        ("SoftBounce", []),
        ("Transient", []),
        ("Blocked", []),
    ],
)
def test_mail_that_came_back_for_good_marks_its_address(client: Client, kind: str, marked: list[WrongBy]) -> None:
    assert [told(client, kind), told(client, kind)] == [200, 200]

    assert list(WrongAddress.objects.of("lan@example.org").values_list("by", flat=True)) == marked
    assert "example.org" not in repr(list(WrongAddress.objects.values()) + list(AuditEntry.objects.values()))


@pytest.mark.django_db
@pytest.mark.parametrize("secret", ["", "Basic cHJvdmlkZXI6d3Jvbmc="])
def test_stranger_marks_no_address(client: Client, secret: str) -> None:
    assert told(client, "HardBounce", secret=secret) == 400
    assert WrongAddress.objects.count() == 0


@pytest.mark.parametrize("path", ["/mail/postmark/inbound/", "/mail/mailgun/tracking/", "/mail/sendgrid/tracking/"])
def test_doors_of_other_providers_stay_shut(path: str) -> None:
    assert resolve(DOOR).url_name == "postmark_tracking_webhook"
    with pytest.raises(Resolver404):
        resolve(path)


@pytest.mark.parametrize(
    ("event", "by"),
    [
        ({"event_type": EventType.DEFERRED, "reject_reason": RejectReason.BOUNCED}, None),
        ({"event_type": EventType.REJECTED, "reject_reason": RejectReason.TIMED_OUT}, None),
        ({"event_type": EventType.REJECTED, "reject_reason": RejectReason.SPAM}, WrongBy.COMPLAINT),
        ({"event_type": EventType.UNSUBSCRIBED}, WrongBy.COMPLAINT),
        ({"event_type": EventType.DELIVERED}, None),
        (
            {
                "event_type": EventType.BOUNCED,
                "reject_reason": RejectReason.BOUNCED,
                "esp_event": {"event": "soft_bounce"},
            },
            None,
        ),
        (
            {
                "event_type": EventType.BOUNCED,
                "reject_reason": RejectReason.BOUNCED,
                "esp_event": {"event": "hard_bounce", "reason": "Microsoft: no such user, bounced"},
            },
            WrongBy.BOUNCE,
        ),
    ],
    ids=str,
)
def test_only_what_is_final_makes_an_address_wrong(event: dict[str, Any], by: WrongBy | None) -> None:
    assert wrong_by(AnymailTrackingEvent(**event)) == by
