"""Where the facilitator's screen is, and how somebody opens it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation

from network.models import User
from sessions.models import Meeting
from tests.sessions.made import STARTS


def address(name: str, meeting: Meeting) -> str:
    with translation.override("vi"):
        return reverse(f"consultations:{name}", args=[meeting.pk])


def seen(client: Client, meeting: Meeting, user: User | None, now: datetime = STARTS) -> Any:
    client.force_login(user)
    with time_machine.travel(now, tick=False):
        return client.get(address("hour", meeting))
