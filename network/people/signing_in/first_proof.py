"""Whoever registers with another's address knows a password of that account. It opens nothing until the mailbox is
proven, which its owner does one day: then it holds only if the browser that proves has set it, or typed it right."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth.hashers import identify_hasher
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from ..actions.account_mails import mail_confirmation, mail_nobody
from ..actions.passwords import drop_unproven_password, salt_of
from ..models import User
from . import quotas

# In the session: the marks of passwords that were set in this browser by registering, or typed right since.
SET_HERE = "passwords_set_here"
MOST_MARKS = 5
# In the session, so that each wrong password leaves a cookie, as a right one does that comes too early.
TRIED = "tried_to_sign_in"


def remember_password(request: HttpRequest, key: UUID) -> None:
    """Whether an account came of it or not: nobody shall see by a session which addresses are known."""
    _remember(request, salt_of(key))


def wait_for_it(request: HttpRequest, user: User | None, *, quota: str, now: datetime) -> None:
    """After a password at the sign-in that opens nothing: a wrong one, or (`user`) the right one of somebody whose
    mailbox is not proven. Answer, cookies and work are the same."""
    request.session[TRIED] = True
    if user is not None:
        _remember(request, _mark_of(user))
    address = _address_of(user)
    is_asked = address is not None and address.user.is_active
    if not quotas.may_remind_to_confirm(quota, is_asked=is_asked, now=now):
        return
    if address is not None and is_asked:
        mail_confirmation(address, now=now)
    else:
        mail_nobody(now=now)


def _address_of(user: User | None) -> EmailAddress | None:
    its = EmailAddress.objects.filter(user=user.pk if user else 0).select_related("user__supporter").first()
    if user is None or its is not None:
        return its
    # A login that a command has made has none yet.
    return EmailAddress.objects.create(user=user, email=user.email, primary=True)


def drop_password_of_others(request: HttpRequest, user: User) -> None:
    """At the first proof of an account's mailbox."""
    if not user.has_usable_password() or _mark_of(user) in request.session.get(SET_HERE, []):
        return
    drop_unproven_password(user, but_for=request.session.session_key, now=timezone.now())
    _say_so(request, user)


def _mark_of(user: User) -> str:
    salt: str = identify_hasher(user.password).decode(user.password)["salt"]
    return salt


def _remember(request: HttpRequest, mark: str) -> None:
    marks = [other for other in request.session.get(SET_HERE, []) if other != mark]
    request.session[SET_HERE] = [*marks, mark][-MOST_MARKS:]


def _say_so(request: HttpRequest, user: User) -> None:
    is_signing_in = any(record["method"] == "code" for record in get_authentication_records(request, user))
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
