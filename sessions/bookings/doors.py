"""Who may come in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from network.models import Supporter
from network.people.facts import signed_in_supporter
from portal.doors import handed_over

from .models import Booking

supporters_only = handed_over(signed_in_supporter, otherwise="consultations/not_registered.html")


def own_booking(supporter: Supporter, uid: UUID) -> Booking:
    """Somebody else's booking is as good as none."""
    return get_object_or_404(Booking.objects.with_people(), supporter=supporter, uid=uid)


def led_by(request: HttpRequest, known: Any, permission: str) -> Any:
    """Those that the reader facilitates, until they leave the network; all of them for who holds the permission."""
    if request.user.has_perm(permission):
        return known.all()
    supporter = signed_in_supporter(request)
    return known.none() if supporter is None or supporter.has_left else known.facilitated_by(supporter)
