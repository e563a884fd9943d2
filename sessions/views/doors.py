"""Who may come in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from network.facts import signed_in_supporter
from network.models import Supporter

from ..models import Booking

View = Callable[..., HttpResponse]


def supporters_only(view: View) -> View:
    """Hands the view the supporter who is signed in."""

    @wraps(view)
    def only(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        supporter = signed_in_supporter(request)
        if supporter is None:
            return render(request, "consultations/not_registered.html", status=403)
        return view(request, supporter, *args, **kwargs)

    return only


def own_booking(supporter: Supporter, uid: UUID) -> Booking:
    """Somebody else's booking is as good as none."""
    booking = Booking.objects.with_people().filter(supporter=supporter, uid=uid).first()
    if booking is None:
        raise Http404
    return booking
