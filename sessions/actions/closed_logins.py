"""Whose login was closed keeps no seat and goes along with nobody: nothing reaches them any more."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from network.models import Supporter

from ..models import Booking, Offer
from .answering import withdraw_all_of
from .booking import cancel_all_of


def free_what_closed_logins_hold(now: datetime) -> None:
    """By the clock, because logins are closed in several ways, many at once too. Safe to run twice or late."""
    coming = Booking.objects.cancellable(now).filter(supporter=OuterRef("pk"))
    asked = Offer.objects.live().filter(supporter=OuterRef("pk"))
    closed = Supporter.objects.filter(Q(Exists(coming)) | Q(Exists(asked)), user__is_active=False)
    for supporter in closed.order_by("pk"):
        cancel_all_of(supporter, by_id=None, now=now)
        withdraw_all_of(supporter, by_id=None, now=now)
