"""Where a supporter who is asked to go along reads of it, and what nobody else may read."""

from __future__ import annotations

from network.people.rules.codes import in_groups
from sessions.models import Offer

HELP = "/en/meet/help/"


def page(offer: Offer, name: str = "") -> str:
    return f"{HELP}{offer.pk}/{name}"


def private_words(offer: Offer) -> tuple[str, ...]:
    code = offer.referral.consultee_code.code
    return offer.referral.need, code, in_groups(code), "Not from this community", "Vietnamese community"
