"""Beside allauth's own pages: where the office signs in; how somebody shows once more that it is they, by a code in a
mail; makes a browser a known one; and signs out everywhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.utils import get_next_redirect_url
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ..actions.sessions import end_all_sessions
from ..facts import signed_in_user
from . import known_browsers, proving, quotas
from .forms import ProofCodeForm
from .secret_pages import keeps_its_secret, nothing_stays


def admin_sign_in(request: HttpRequest) -> HttpResponse:
    """In place of Wagtail's own form, which knows no second factor and no code by mail."""
    if request.user.is_authenticated:
        # Whoever comes from the admin signed in has no business there; signing in would send them back for ever.
        raise PermissionDenied
    query = request.GET.urlencode(safe="/")
    return redirect(reverse("account_login") + (f"?{query}" if query else ""))


def who_may_prove_by_mail(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """The others go on to the way that is theirs, or to the office."""

    @wraps(view)
    def only(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        ways = [way["url"] for way in get_adapter().get_reauthentication_methods(request.user)]
        if not ways:
            return render(request, "network/people/addresses/by_telephone.html")
        if reverse("network:prove_by_mail") not in ways:
            return proving.to_prove(request, _wanted(request))
        return view(request, *args, **kwargs)

    return login_required(never_cache(only))


@require_http_methods(["GET", "HEAD", "POST"])
@who_may_prove_by_mail
def prove_by_mail(request: HttpRequest) -> HttpResponse:
    form = ProofCodeForm(request, request.POST or None)
    if form.is_valid():
        return redirect(_wanted(request))
    wanted = _wanted(request)
    others = proving.strong_ways(request)
    context = {
        "form": form,
        "is_sent": proving.ASKED in request.session,
        "wanted": wanted,
        "other_ways": [{**way, "url": f"{way['url']}?{urlencode({'next': wanted})}"} for way in others],
    }
    return render(request, "network/people/signing_in/prove_by_mail.html", context)


@require_POST
@who_may_prove_by_mail
def send_code(request: HttpRequest) -> HttpResponse:
    if not proving.send_code(request, signed_in_user(request), now=timezone.now()):
        messages.error(request, get_adapter().error_messages["too_many_proof_codes"])
    return redirect(f"{reverse('network:prove_by_mail')}?{urlencode({'next': _wanted(request)})}")


def _wanted(request: HttpRequest) -> str:
    """Where the person was going; on this host only."""
    wanted: str = get_next_redirect_url(request) or reverse("my_page")
    return wanted


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_its_secret
def this_browser(request: HttpRequest, key: str) -> HttpResponse:
    """Opening the link changes nothing: programs that look through mail open links."""
    reader = known_browsers.reader_of(key)
    if reader is None:
        return render(request, "network/people/signing_in/browser_link_old.html", status=410)
    if request.method != "POST":
        return render(request, "network/people/signing_in/browser_link.html")
    if not quotas.may_make_a_browser_known(reader.pk, now=timezone.now()):
        return render(request, "network/people/signing_in/browser_link_old.html", status=410)
    messages.success(request, _("Now you can sign in on this device."))
    response = redirect("account_login")
    known_browsers.remember(request, response, reader.email)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@nothing_stays  # also of a session that is over already
@known_browsers.known_afterwards
@login_required
@never_cache
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "network/people/signing_in/sign_out_everywhere.html")
    user = signed_in_user(request)
    end_all_sessions(user, by_id=user.pk, now=timezone.now())
    known_browsers.owner_is_here(request, user.email)
    logout(request)
    messages.success(request, _("You are signed out on all devices."))
    return redirect(reverse("wagtail_serve", args=[""]))
