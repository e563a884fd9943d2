"""Who is let into the pages that are a member's own."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase

from .facts import signed_in_supporter

View = Callable[..., HttpResponseBase]


def members_only(view: View) -> View:
    """Hands the view the supporter who is signed in."""

    @wraps(view)
    def only(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        supporter = signed_in_supporter(request)
        if supporter is None:
            raise Http404
        return view(request, supporter, *args, **kwargs)

    return login_required(only)
