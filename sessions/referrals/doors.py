"""Who may come in."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from network.models import Supporter

from ..groups.doors import View, supporters_only


def members_only(view: View) -> View:
    """For new referrals. Who has left reads so before they have filled in anything; what they asked for earlier stays
    open to them."""

    @wraps(view)
    def only(request: HttpRequest, supporter: Supporter, *args: Any, **kwargs: Any) -> HttpResponse:
        if supporter.has_left:
            return render(request, "consultations/referrals/has_left.html", status=403)
        return view(request, supporter, *args, **kwargs)

    return supporters_only(only)
