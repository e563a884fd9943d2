"""Addresses of meetings and bookings, and what is sent there."""

from __future__ import annotations

import uuid
from typing import Any

from portal.models import HomePage
from sessions.models import Booking, ConsultationIndexPage, ConsultationPage, Meeting
from tests.learning import publish
from tests.sessions.made import MeetingFactory


def key() -> dict[str, str]:
    return {"idempotency_key": str(uuid.uuid4())}


def announced(**more: Any) -> Meeting:
    meeting: Meeting = MeetingFactory(**more)
    home = HomePage.objects.get(locale__language_code="vi")
    index = ConsultationIndexPage.objects.first() or publish(home, ConsultationIndexPage(title="Buổi", slug="buoi"))
    publish(index, ConsultationPage(title=str(meeting), slug=str(meeting), translation_key=meeting.pk))
    return meeting


def of_meeting(meeting: Meeting) -> str:
    return f"/en/meet/meetings/{meeting.pk}/"


def of_booking(booking: Booking, page: str = "") -> str:
    return f"/en/meet/bookings/{booking.uid}/{page}"
