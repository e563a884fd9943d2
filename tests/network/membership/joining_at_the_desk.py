"""Two colleagues join two records, as their pages let them."""

from __future__ import annotations

import uuid
from typing import Any

from django.test import Client

from network.models import JoiningProposal, Supporter

DESK = "/admin/supporters/"


def between(one: Supporter, other: Supporter) -> str:
    return f"{DESK}join/{one.pk}/with/{other.pk}/"


def proposal_form() -> dict[str, str]:
    return {"idempotency_key": str(uuid.uuid4()), "reason": "asked by telephone"}


def proposed(client: Client, one: Supporter, other: Supporter) -> JoiningProposal:
    client.post(between(one, other), proposal_form())
    return JoiningProposal.objects.get()


def confirm(client: Client, proposal: JoiningProposal) -> Any:
    """By the page as it was when the proposal was made."""
    shown = client.get(between(proposal.staying, proposal.joining)).context["joining"]
    return client.post(f"{DESK}joinings/{proposal.pk}/confirm/", {"outcome": shown.outcome}, follow=True)
