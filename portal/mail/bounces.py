"""What the provider tells of mails that came back: addresses that are wrong for good. What may pass is left alone."""

from __future__ import annotations

import re
from typing import Any

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason, tracking
from django.dispatch import receiver
from django.utils import timezone

from portal.addresses import as_typed

from .actions import note_that_mail_came_back
from .enums import WrongBy

NO_MAILBOX = {RejectReason.INVALID, RejectReason.BOUNCED}
NOT_WANTED = {RejectReason.SPAM, RejectReason.UNSUBSCRIBED}
# A full mailbox, a server that is away: several providers' own word, which anymail doesn't tell apart.
SOFT = re.compile(r"soft.?bounce", re.IGNORECASE)


@receiver(tracking)
def mark_what_came_back(event: AnymailTrackingEvent, **kwargs: Any) -> None:
    by = wrong_by(event)
    if by is not None and event.recipient:
        note_that_mail_came_back(as_typed(event.recipient), by, now=timezone.now())


def wrong_by(event: AnymailTrackingEvent) -> WrongBy | None:
    if event.event_type in (EventType.COMPLAINED, EventType.UNSUBSCRIBED):
        return WrongBy.COMPLAINT
    if event.event_type not in (EventType.BOUNCED, EventType.REJECTED):
        return None
    if event.reject_reason in NOT_WANTED:
        return WrongBy.COMPLAINT
    is_final = event.reject_reason in NO_MAILBOX and not SOFT.search(repr(event.esp_event))
    return WrongBy.BOUNCE if is_final else None
