"""The second factor of whoever works in the office: without it, no page of the portal but the way to it.

allauth asks for it at every sign-in, by password or by mail, of people who have one. What it can't know is who needs
one, and that a session may be older than the second factor of its owner.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_reset, authenticator_used
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseForbidden
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from portal.doors import asked_for
from portal.notices import say_once

from . import interrupted

Page = Callable[[HttpRequest], HttpResponseBase]

SHOWN = "second_factor"
"""In the session: by what its owner was recognised, as pairs of account and authenticator."""

WANTED = "office_wanted"
"""In the session: where somebody was going who first had to set up a second factor."""

# Signing in and out, and the second factor itself. The demo's telephone and mailbox exist in the demo alone.
OPEN = frozenset(
    {
        *("account_login", "account_logout", "admin_logout", "account_inactive", "account_reauthenticate"),
        *("account_request_login_code", "account_confirm_login_code", "account_confirm_email"),
        *("account_email_verification_sent", "account_reset_password", "account_reset_password_done"),
        *("account_reset_password_from_key", "account_reset_password_from_key_done"),
        *("mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp"),
        *("network:prove_by_mail", "network:send_proof_code", "network:confirm_address", "network:undo_address"),
        *("health", "demo_mailbox", "demo_codes"),
    }
)


class SecondFactor(Enum):
    MISSING = auto()
    NOT_SHOWN = auto()
    SHOWN = auto()


def second_factor(request: HttpRequest) -> SecondFactor:
    """Asked anew at each request, in one query: a second factor taken away closes every session at once."""
    owned = dict(Authenticator.objects.filter(user_id=request.user.pk).values_list("pk", "type"))
    if Authenticator.Type.TOTP not in owned.values():
        return SecondFactor.MISSING
    shown = any(user == request.user.pk and pk in owned for user, pk in request.session.get(SHOWN, ()))
    return SecondFactor.SHOWN if shown else SecondFactor.NOT_SHOWN


def remember_shown(session: SessionBase, authenticator: Authenticator) -> None:
    session[SHOWN] = [*session.get(SHOWN, ()), (authenticator.user_id, authenticator.pk)]


def staff_show_it(page: Page) -> Page:
    """Middleware. Strangers and supporters go on; of them only the pages that change a second factor ask for it."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return _way_to_it(request) or page(request)

    return middleware


def _way_to_it(request: HttpRequest) -> HttpResponseBase | None:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return None
    name = asked_for(request)
    if name in OPEN or not (request.user.works_in_the_office or name.startswith("mfa_")):
        return None
    state = second_factor(request)
    if state is SecondFactor.SHOWN and not name.startswith("mfa_"):
        request.session.pop(WANTED, None)
    if state is SecondFactor.SHOWN or (state is SecondFactor.MISSING and not request.user.works_in_the_office):
        return None
    if request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
        return HttpResponseForbidden()  # to a script, a page would look like an answer
    return _to_be_set_up(request) if state is SecondFactor.MISSING else _to_be_shown(request)


@receiver([authenticator_used, authenticator_added, authenticator_reset])
def shown_by_its_use(request: HttpRequest, authenticator: Authenticator, **kwargs: Any) -> None:
    """Whoever has just typed a code, or set the app up with one, or made recovery codes, need not type another."""
    remember_shown(request.session, authenticator)


def _to_be_set_up(request: HttpRequest) -> HttpResponse:
    request.session[WANTED] = _wanted(request)
    say_once(
        request,
        _(
            "The office works with two-step sign-in: besides the password, a code from an app on your telephone. "
            "Please set it up now; it takes two minutes."
        ),
    )
    return redirect("mfa_activate_totp")


def _to_be_shown(request: HttpRequest) -> HttpResponse:
    say_once(request, _("Before you go on, please type a code from your app."))
    return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': _wanted(request)})}")


def _wanted(request: HttpRequest) -> str:
    """What was sent by POST is kept, and can be sent afterwards; else it is the page on which it was typed."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    if interrupted.keep_own(request):
        return reverse("unsent")
    typed_on = urlsplit(request.headers.get("Referer", ""))
    page = typed_on._replace(scheme="", netloc="", fragment="").geturl()
    is_ours = typed_on.netloc == request.get_host() and url_has_allowed_host_and_scheme(page, allowed_hosts=None)
    return page if is_ours else reverse("my_page")
