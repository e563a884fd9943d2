"""Changing the e-mail address: asking for it, the link in the new mailbox, the link in the old one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal.refusals import RefusedError

from ..facts import signed_in_user
from ..models import User
from ..signing_in import known_browsers
from ..signing_in.proving import proven_first, strongly_proven_first
from . import actions
from .enums import OPEN_ADDRESS_CHANGES, AddressChangeState
from .forms import NewAddressForm
from .links import change_to_confirm, change_to_undo
from .models import AddressChange
from .rules import state_at, undo_ends, waits_until


@require_http_methods(["GET", "HEAD", "POST"])
@known_browsers.known_afterwards
@proven_first
@never_cache
def address(request: HttpRequest) -> HttpResponse:
    return _ask(request, is_silent=False)


@require_http_methods(["GET", "HEAD", "POST"])
@known_browsers.known_afterwards
@strongly_proven_first
@never_cache
def address_silently(request: HttpRequest) -> HttpResponse:
    """Somebody else reads the old mailbox: it learns nothing, and the office asks by another way."""
    return _ask(request, is_silent=True)


def _ask(request: HttpRequest, *, is_silent: bool) -> HttpResponse:
    user = signed_in_user(request)
    form = NewAddressForm(request, request.POST or None)
    if form.is_valid():
        new_address = form.cleaned_data["email"]
        change = actions.ask_to_change_address(
            user,
            new_address,
            is_silent=is_silent,
            session_key=request.session.session_key,
            by_id=user.pk,
            now=timezone.now(),
        )
        if change.is_silent:
            _go_on(request, user)
        messages.success(request, _("Now look into the new mailbox and open the link there."))
        return redirect("network:address")
    context = {
        "form": form,
        "address": user.email,
        **_standing(user, timezone.now()),
        "is_silent": is_silent,
    }
    return render(request, "network/people/addresses/address.html", context)


def _standing(user: User, now: datetime) -> dict[str, Any]:
    """The newest asking, while it waits or as long as it says that it has waited in vain."""
    newest = AddressChange.objects.filter(user=user).order_by("pk").last()
    state = state_at(newest, now) if newest is not None else ""
    return {
        "open": newest if state in OPEN_ADDRESS_CHANGES else None,
        "lapsed": newest if state == AddressChangeState.LAPSED else None,
        "until": newest and waits_until(newest),
    }


def _go_on(request: HttpRequest, user: User) -> None:
    """Under a new cookie, where all other sessions ended: of the old one somebody may hold a copy."""
    user.refresh_from_db(fields=["email", "sessions_ended"])
    update_session_auth_hash(request, user)
    known_browsers.owner_is_here(request, user.email)


@require_POST
@proven_first
def keep_address(request: HttpRequest) -> HttpResponse:
    user = signed_in_user(request)
    actions.keep_old_address(user, by_id=user.pk, now=timezone.now())
    messages.success(request, _("Your address stays as it was."))
    return redirect("network:address")


@require_http_methods(["GET", "HEAD", "POST"])
@known_browsers.known_afterwards
@never_cache
def confirm_address(request: HttpRequest, key: str) -> HttpResponse:
    """On any device, signed in or not. Opening the link changes nothing: programs that look through mail open links."""
    change = change_to_confirm(key, timezone.now())
    if change is not None and request.method == "POST":
        change = _confirmed(request, change)
    if change is None:
        return render(request, "network/people/addresses/link_old.html", status=410)
    if change.state == AddressChangeState.ASKED:
        return render(
            request, "network/people/addresses/confirm.html", {"change": change, "is_own": _is_owner(request, change)}
        )
    return redirect(f"{reverse('network:address_confirmed')}{_what_comes_next(request, change)}")


def _confirmed(request: HttpRequest, change: AddressChange) -> AddressChange | None:
    """By this press or an earlier one. None, where somebody else has the address now, or a newer change took over."""
    is_owner = _is_owner(request, change)
    session_key = request.session.session_key if is_owner else None
    try:
        confirmed = actions.confirm_address(change, session_key=session_key, now=timezone.now())
    except RefusedError:
        earlier = (AddressChangeState.AT_DESK, AddressChangeState.IN_EFFECT)
        return AddressChange.objects.filter(pk=change.pk, state__in=earlier).first()
    if is_owner and not confirmed.is_silent:
        _go_on(request, signed_in_user(request))
    return confirmed


def _is_owner(request: HttpRequest, change: AddressChange) -> bool:
    return request.user.pk == change.user_id


def _what_comes_next(request: HttpRequest, change: AddressChange) -> str:
    if change.is_silent:
        return "?office"
    return "" if _is_owner(request, change) else "?sign_in"


@require_http_methods(["GET", "HEAD"])
def address_confirmed(request: HttpRequest) -> HttpResponse:
    context = {"is_at_office": "office" in request.GET, "is_signed_out": "sign_in" in request.GET}
    return render(request, "network/people/addresses/confirmed.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@known_browsers.known_afterwards
@never_cache
def undo_address(request: HttpRequest, key: str) -> HttpResponse:
    """What happened, told to the old mailbox without the new address: who reads it may not be the owner."""
    now = timezone.now()
    change = change_to_undo(key, now)
    if change is None:
        return render(request, "network/people/addresses/link_old.html", status=410)
    if request.method == "POST":
        try:
            actions.undo_address_change(change, by_id=None, now=now)
        except RefusedError:
            return render(request, "network/people/addresses/link_old.html", status=410)
        known_browsers.owner_is_here(request, change.old_address)
        return redirect("network:address_undone")
    return render(request, "network/people/addresses/undo.html", {"change": change, "until": undo_ends(change)})


@require_http_methods(["GET", "HEAD"])
def address_undone(request: HttpRequest) -> HttpResponse:
    return render(request, "network/people/addresses/undone.html")
