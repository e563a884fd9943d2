"""Who may come in."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from network.models import Supporter

from .models import Booking


def own_booking(supporter: Supporter, uid: UUID) -> Booking:
    """Somebody else's booking is as good as none."""
    booking = Booking.objects.with_people().filter(supporter=supporter, uid=uid).first()
    if booking is None:
        raise Http404
    return booking
