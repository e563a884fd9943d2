"""What goes when a person leaves the network, and what more when they are erased."""

from __future__ import annotations

from datetime import datetime

from network.models import Supporter

from ..models import CalendarFeed, Joining, Membership
from .certifying import forget_names


def stop_sharing(supporter: Supporter, *, by_id: int | None, now: datetime) -> None:
    """Who has left is on no roster, and their calendar is empty from now on."""
    Membership.objects.filter(supporter=supporter).update(shared_name="", shared_contact="")
    CalendarFeed.objects.filter(supporter=supporter).delete()


def forget_person(supporter: Supporter, *, now: datetime) -> None:
    """Bookings, memberships and certificates stay, for the figures, under the network ID alone."""
    forget_names(supporter)
    Joining.objects.filter(booking__supporter=supporter).delete()
