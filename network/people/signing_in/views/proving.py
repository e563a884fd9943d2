"""The page on which somebody has a code mailed, and types it, before they change how they sign in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.utils import get_next_redirect_url
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ...facts import signed_in_user
from .. import proving
from ..forms import ProofCodeForm


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
