"""What coordinators type about a session, and how a browser sends it."""

from __future__ import annotations

from typing import Any

from django.test import Client

from sessions.models import Meeting

LINK = "https://meet.example.org/secret-room"
TYPED = {
    "kind": "consultation",
    "day": "2026-07-12",
    "start_time": "１３:30",
    "end_time": "15:00",
    "mode": "online",
    "place": "",
    "join_link": LINK,
    "languages": ["vi", "ja"],
    "helper_seats": "4",
    "learner_seats": "2",
    "audience": "both",
}


def send(client: Client, address: str, typed: dict[str, Any]) -> Any:
    """The form of this address, filled in and sent as a browser does."""
    key = client.get(address).context["form"]["idempotency_key"].value()
    return client.post(address, {"idempotency_key": key, **typed})


def at(meeting: Meeting, verb: str) -> str:
    return f"/admin/meetings/{meeting.pk}/{verb}/"
