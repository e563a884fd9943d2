"""The second factor of whoever works in the office (issue B, 8): no way into the Wagtail admin without it.

allauth asks for it at every sign-in, by password or by mail, of people who have one. What it can't know is who needs
one, and that a session may be older than the second factor of its owner.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.contrib import messages
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from .models import User

View = Callable[..., HttpResponseBase]

# Where somebody was going who first had to set up a second factor; the page of recovery codes leads on to it.
WANTED = "office_wanted"


class SecondFactor(Enum):
    MISSING = auto()
    NOT_SHOWN = auto()
    SHOWN = auto()


def second_factor(request: HttpRequest) -> SecondFactor:
    """Asked anew at each request, in one query: a second factor taken away closes every session at once."""
    owned = dict(Authenticator.objects.filter(user_id=request.user.pk).values_list("pk", "type"))
    if Authenticator.Type.TOTP not in owned.values():
        return SecondFactor.MISSING
    # allauth keeps in the session by what its owner was recognised. A session without such a record never passed it.
    records = get_authentication_records(request, request.user)
    shown = any(record["method"] == "mfa" and record.get("id") in owned for record in records)
    return SecondFactor.SHOWN if shown else SecondFactor.NOT_SHOWN


def only_with_a_second_factor(view: View) -> View:
    """For the admin. Strangers and supporters go on to the view, which knows how to refuse them."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return view(request, *args, **kwargs)
        state = second_factor(request)
        if state is SecondFactor.SHOWN:
            request.session.pop(WANTED, None)
        elif request.user.has_perm("wagtailadmin.access_admin"):
            return _to_be_set_up(request) if state is SecondFactor.MISSING else _to_be_shown(request)
        return view(request, *args, **kwargs)

    return guarded


def not_before_it_was_shown(view: View) -> View:
    """For the pages that change a second factor: the password alone must not be enough to replace it."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and second_factor(request) is SecondFactor.NOT_SHOWN:
            return _to_be_shown(request)
        return view(request, *args, **kwargs)

    return guarded


@receiver(authenticator_added)
def setting_up_shows_it(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Whoever has just typed a right code to set the app up need not type another."""
    if authenticator.type == Authenticator.Type.TOTP:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


def _to_be_set_up(request: HttpRequest) -> HttpResponseBase:
    request.session[WANTED] = _wanted(request)
    messages.info(
        request,
        _(
            "The office works with two-step sign-in: besides the password, a code from an app on your telephone. "
            "Please set it up now; it takes two minutes."
        ),
    )
    return redirect("mfa_activate_totp")


def _to_be_shown(request: HttpRequest) -> HttpResponseBase:
    messages.info(request, _("Before you go on, please type a code from your app."))
    return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': _wanted(request)})}")


def _wanted(request: HttpRequest) -> str:
    """What was sent by POST can't be sent again by a redirect: then it is the office's home page."""
    return request.get_full_path() if request.method == "GET" else reverse("wagtailadmin_home")
