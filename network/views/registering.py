from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import actions
from ..forms.registration import RegistrationForm, SendAgainForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("my_page")
    form = RegistrationForm(request.POST or None)
    if form.is_valid():
        key = form.cleaned_data["idempotency_key"]
        return redirect(actions.register(form.registration(), key=key, now=timezone.now()))
    return render(request, "network/register.html", {"form": form})


@require_safe
def registered(request: HttpRequest) -> HttpResponse:
    """Says the same to everybody: whether an address was known is told to its owner alone."""
    return render(request, "network/registered.html", {"form": SendAgainForm()})


@require_POST
def send_again(request: HttpRequest) -> HttpResponse:
    form = SendAgainForm(request.POST)
    if not form.is_valid():
        return render(request, "network/registered.html", {"form": form})
    actions.send_registration_again(form.cleaned_data["email"], language=get_language() or "vi", now=timezone.now())
    messages.info(request, _("If this address is known here, a mail is on its way to it."))
    return redirect("network:registered")
