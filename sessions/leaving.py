"""Whose login was closed keeps no seat and goes along with nobody: nothing reaches them any more."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from network.models import Supporter

from .bookings.actions.booking import cancel_all_of
from .bookings.models import Booking, CalendarFeed, Joining
from .groups.models import Membership
from .progress.actions import forget_names
from .referrals.actions.answering import withdraw_all_of
from .referrals.models import Offer


def free_what_closed_logins_hold(now: datetime) -> None:
    """By the clock, because logins are closed in several ways, many at once too. Safe to run twice or late."""
    coming = Booking.objects.cancellable(now).filter(supporter=OuterRef("pk"))
    asked = Offer.objects.live().filter(supporter=OuterRef("pk"))
    closed = Supporter.objects.filter(Q(Exists(coming)) | Q(Exists(asked)), user__is_active=False)
    for supporter in closed.order_by("pk"):
        cancel_all_of(supporter, by_id=None, now=now)
        withdraw_all_of(supporter, by_id=None, now=now)


def stop_sharing(supporter: Supporter, *, by_id: int | None, now: datetime) -> None:
    """Who has left is on no roster, and their calendar is empty from now on."""
    Membership.objects.filter(supporter=supporter).update(shared_name="", shared_contact="")
    CalendarFeed.objects.filter(supporter=supporter).delete()


def forget_person(supporter: Supporter, *, now: datetime) -> None:
    """Bookings, memberships and certificates stay, for the figures, under the network ID alone."""
    forget_names(supporter)
    Joining.objects.filter(booking__supporter=supporter).delete()
