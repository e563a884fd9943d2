"""Whoever registers with another's address knows a password of that account. It opens nothing until the mailbox is
proven, which its owner does one day: then it holds only if the browser that proves has set it, or typed it right."""

from __future__ import annotations

from uuid import UUID

from allauth.account.authentication import get_authentication_records
from django.contrib import messages
from django.contrib.auth.hashers import identify_hasher
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from .actions.passwords import drop_unproven_password, salt_of
from .models import User

# In the session: the marks of passwords that were set in this browser by registering.
SET_HERE = "passwords_set_here"
MOST_MARKS = 5


def remember_password(request: HttpRequest, key: UUID) -> None:
    """Whether an account came of it or not: nobody shall see by a session which addresses are known."""
    marks = [mark for mark in request.session.get(SET_HERE, []) if mark != salt_of(key)]
    request.session[SET_HERE] = [*marks, salt_of(key)][-MOST_MARKS:]


def drop_password_of_others(request: HttpRequest, user: User) -> None:
    """At the first proof of an account's mailbox."""
    if not user.has_usable_password() or _has_set(request, user) or "password" in _shown(request, user):
        return
    drop_unproven_password(user, but_for=request.session.session_key, now=timezone.now())
    _say_so(request, user)


def _has_set(request: HttpRequest, user: User) -> bool:
    salt = identify_hasher(user.password).decode(user.password)["salt"]
    return salt in request.session.get(SET_HERE, [])


def _shown(request: HttpRequest, user: User) -> set[str]:
    """By what this browser has shown so far that it is they."""
    return {record["method"] for record in get_authentication_records(request, user)}


def _say_so(request: HttpRequest, user: User) -> None:
    is_signing_in = "code" in _shown(request, user)
    sentences = _(
        "The password that was typed at the registration does not hold: it was typed in another browser, and that may "
        "not have been you. You can sign in by a code that we mail to you, or set a password now. Please look at your "
        "data too: they were typed there as well."
    )
    links = {
        reverse("account_set_password" if is_signing_in else "account_reset_password"): _("Set a new password"),
        reverse("network:my_data"): _("My data"),
    }
    message = format_html("{}", sentences)
    for url, words in links.items():
        message = format_html('{}\n<a href="{}">{}</a>', message, url, words)
    messages.warning(request, message)
