"""Standing before the door of an online room, for tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import translation

from sessions.models import Booking
from tests.sessions.made import STARTS

LINK = "https://meet.example.org/room?pwd=unmistakable-4711"
OPENS = STARTS - timedelta(minutes=15)
MINUTE = timedelta(minutes=1)


def signed_in(who: Any) -> Client:
    client = Client()
    client.force_login(who.user)
    return client


def door(booking: Booking) -> str:
    with translation.override("en"):
        return reverse("consultations:join", args=[booking.uid])


def facilitators_door(meeting: Any) -> str:
    with translation.override("en"):
        return reverse("consultations:join_as_facilitator", args=[meeting.pk])
