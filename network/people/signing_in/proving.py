"""Before somebody changes how they sign in, they show once more that it is they: by the password, by a code of the app,
or, without an app, by a code mailed to their address. allauth asks nobody who has neither password nor app."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from portal.fields import keyed_hash
from portal.mail import OutboxMail

from ..actions.account_mails import mail_proof_code
from ..facts import signed_in_user
from ..models import User
from ..rules import proving as rules
from . import known_browsers, quotas

View = Callable[..., HttpResponseBase]

# In the session: the code that was mailed last, and the proof that typing it was.
ASKED = "proof_asked_for"
PROVEN = "proof_by_mail"


# allauth's ways to show more than that somebody reads a mailbox.
STRONG_WAYS = {"reauthenticate": rules.Proof.PASSWORD, "mfa_reauthenticate": rules.Proof.APP}


def proofs(request: HttpRequest) -> frozenset[rules.Proof]:
    user = signed_in_user(request)
    records = get_authentication_records(request, user)
    by_mail = request.session.get(PROVEN)
    return rules.shown([*records, by_mail] if by_mail else records, address=user.email, now=timezone.now())


def is_proven(request: HttpRequest) -> bool:
    return rules.is_enough(proofs(request), has_app=has_app(request.user))


def strong_ways(request: HttpRequest) -> list[dict[str, Any]]:
    methods = get_adapter().get_reauthentication_methods(request.user)
    return [way for way in methods if way["id"] in STRONG_WAYS]


def settled(user: User, *, now: datetime) -> frozenset[rules.Proof]:
    """By which of them somebody can show who they are even to those who fear for their mailbox."""
    apps_and_codes = Authenticator.objects.filter(user=user).values_list("created_at", flat=True)
    passwords = [user.password_set_at] if user.has_usable_password() else []
    return rules.settled({rules.Proof.PASSWORD: passwords, rules.Proof.APP: list(apps_and_codes)}, now=now)


def has_app(user: Any) -> bool:
    return is_mfa_enabled(user, [Authenticator.Type.TOTP])


def proven_first(view: View) -> View:
    """A guard around views. Nothing that was posted is kept for later: it may be a password."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if is_proven(request):
            return view(request, *args, **kwargs)
        return to_prove(request, request.get_full_path())

    return guarded


def strongly_proven_first(view: View) -> View:
    """For what reading the mailbox must not be enough for. Whoever has neither a password nor an app, or has had it for
    less than a day, asks the office."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        strong = settled(signed_in_user(request), now=timezone.now())
        if rules.is_strong(proofs(request) & strong):
            return view(request, *args, **kwargs)
        ways = strong_ways(request)
        old_ways = [way for way in ways if STRONG_WAYS[way["id"]] in strong]
        if not old_ways:
            return render(request, "network/people/addresses/by_telephone.html", {"has_new_way": bool(ways)})
        return redirect(f"{old_ways[0]['url']}?{urlencode({'next': request.get_full_path()})}")

    return login_required(guarded)


def way_to_prove(request: HttpRequest, wanted: str) -> str | None:
    return None if is_proven(request) else _first_way(request, wanted)


def quota(request: HttpRequest, user: User) -> str:
    """Whose tries these are. Of somebody who is signed in the session's: whoever has copied its cookie must not use up
    what its owner needs to sign in."""
    session = request.session.session_key
    return f"session {session}" if request.user.is_authenticated else known_browsers.quota(request, user.email)


def to_prove(request: HttpRequest, wanted: str) -> HttpResponse:
    return redirect(_first_way(request, wanted))


def _first_way(request: HttpRequest, wanted: str) -> str:
    """The first that the person has; its page names the others. The last page says so to whoever has none."""
    ways = get_adapter().get_reauthentication_methods(request.user)
    page = ways[0]["url"] if ways else reverse("network:prove_by_mail")
    return f"{page}?{urlencode({'next': wanted})}"


def send_code(request: HttpRequest, user: User, *, now: datetime) -> bool:
    """False: that was too often. Only the newest code is right, in this session, for this address."""
    if not quotas.may_be_written_to(quota(request, user), now=now):
        return False
    code = get_adapter().generate_login_code()
    request.session[ASKED] = {"digest": _digest(user, code), "mail": mail_proof_code(user, code, now=now)}
    return True


def type_code(request: HttpRequest, user: User, typed: str, *, now: datetime) -> bool:
    """Whether it is right; it is used with that."""
    asked = request.session.get(ASKED)
    session = request.session.session_key or ""
    if asked is None or not quotas.may_try_a_mailed_code(session, asked["digest"], now=now):
        return False
    if _digest(user, typed) != asked["digest"] or not _lives(asked["mail"], now):
        return False
    del request.session[ASKED]
    give_new_cookie(request)
    request.session[PROVEN] = {"method": rules.Proof.MAIL, "at": now.timestamp(), "email": user.email}
    return True


def give_new_cookie(request: HttpRequest) -> None:
    """With each proof: whoever has copied the old one would else have its ten minutes too."""
    request.session.cycle_key()


def _lives(dedupe_key: str, now: datetime) -> bool:
    """From sending, which a busy mail server may delay."""
    sent_at = OutboxMail.objects.filter(dedupe_key=dedupe_key).values_list("settled_at", flat=True).first()
    return sent_at is not None and now - sent_at <= timedelta(seconds=app_settings.LOGIN_BY_CODE_TIMEOUT)


def _digest(user: User, code: str) -> str:
    letters = "".join(character for character in code if character.isalnum()).upper()
    return keyed_hash(f"{user.pk} {user.email} {letters}", purpose="code of a proof")
