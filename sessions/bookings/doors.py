"""Who may come in."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from network.models import Supporter
from network.people.facts import signed_in_supporter
from portal.doors import handed_over

from .models import Booking

supporters_only = handed_over(signed_in_supporter, otherwise="consultations/not_registered.html")


def own_booking(supporter: Supporter, uid: UUID) -> Booking:
    """Somebody else's booking is as good as none."""
    booking = Booking.objects.with_people().filter(supporter=supporter, uid=uid).first()
    if booking is None:
        raise Http404
    return booking
