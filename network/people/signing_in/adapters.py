"""allauth in our words: signing in (ACCOUNT_ADAPTER), and the second factor, its secrets encrypted (MFA_ADAPTER)."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context as current
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal import fields, readings

from ..actions.account_mails import mail_account_news, mail_nobody, mail_sign_in_code
from ..addresses.facts import is_old_mailbox_unsafe
from ..facts import owner_of
from ..models import User
from . import code_validity, first_proof, interrupted, known_browsers, proving, quotas


class AccountAdapter(DefaultAccountAdapter):
    # allauth's own sentences exist in too few languages.
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. Please ask the office."),
        "email_password_mismatch": _(
            "This address and this password don't belong together. "
            "If you have just registered, open the link in our mail first."
        ),
        "email_taken": _("This address can't be used."),
        "enter_current_password": _("Please type the password you have now."),
        "incorrect_code": _("This code is not right. Look at the newest mail."),
        "incorrect_password": _("This password is not right."),
        "invalid_or_expired_key": _("This link is used up or too old."),
        "invalid_password_reset": _("This link is used up or too old."),
        "rate_limited": _("That was too often in a short time. Please wait a little."),
        "same_as_current": _("This is the one you have already."),
        "too_many_login_attempts": _("That was wrong too often. Wait fifteen minutes, or sign in by a code."),
        "mails_used_up": _(
            "Three mails went to this address within an hour. Open the link in the newest one on this device: "
            "then you can sign in here. Or wait an hour, or ask the office."
        ),
        "too_many_mails": _(
            "Mails were sent to this address three times within an hour. Look at the newest one, or wait an hour."
        ),
        "too_many_proofs": _("That was wrong too often. Wait fifteen minutes, or sign out and sign in again."),
        "too_many_proof_codes": _(
            "Codes were mailed three times within an hour. Look at the newest one, or sign out and sign in again."
        ),
        "unknown_email": _("This address is not known here."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts begin with the registration for the network, nowhere else."""
        raise ImmediateHttpResponse(redirect("network:register"))

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """The password first, then the app, then a mail to those whose account no app protects."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if user.is_authenticated and not (proving.has_app(user) or is_old_mailbox_unsafe(user.pk, now=timezone.now())):
            methods.append({"id": "prove_by_mail", "description": "", "url": reverse("network:prove_by_mail")})
        return methods

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """allauth's own views know no proof by mail."""
        return not proving.is_proven(current.request)

    def pre_login(self, request: HttpRequest, user: Any, *, email: str | None, **kwargs: Any) -> HttpResponse | None:
        """A code that was mailed to an address which isn't the account's any more is worth nothing."""
        if email is not None and email != user.email:
            messages.error(request, str(self.error_messages["invalid_or_expired_key"]))
            return redirect("account_login")
        response: HttpResponse | None = super().pre_login(request, user, email=email, **kwargs)
        return response

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        known_browsers.remember(request, response, user.get_username())
        interrupted.remember(request, response, user)
        return response

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("wagtail_serve", args=[""])

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        if not quotas.may_try_a_password(_quota(request, credentials), now=timezone.now()):
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Nobody comes in whose mailbox is not proven, and whoever has registered with another's address must not see
        by that whether it was a member's: it is a wrong password like others, which sends the link again by mail."""
        user: Any = super().authenticate(request, **credentials)
        proven_id = _who_has_proven(str(credentials.get("email", "")))
        if user is None or user.pk != proven_id:
            first_proof.wait_for_it(request, user, quota=_quota(request, credentials), now=timezone.now())
            return None
        quotas.password_was_right(_quota(request, credentials))
        proven: AbstractBaseUser = user
        return proven

    def reauthenticate(self, user: User, password: str) -> bool:
        """Where somebody who is signed in is asked again."""
        quota = proving.quota(current.request, user)
        if not quotas.may_try_a_password(quota, now=timezone.now()):
            raise self.validation_error("too_many_proofs")
        is_right = user.check_password(password)
        if is_right:
            quotas.password_was_right(quota)
        return is_right

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Only the address by which somebody signs in; another one takes its place on other ways."""
        if email_address.email != email_address.user.email:
            self.add_message(request, messages.ERROR, message=str(self.error_messages["email_taken"]))
            return False
        confirmed: bool = super().confirm_email(request, email_address)
        return confirmed

    def send_notification_mail(self, template_prefix: str, user: Any, *args: Any, **kwargs: Any) -> None:
        """allauth's word for: a password, an app or recovery codes were set, changed or taken away. That something has
        happened is all that a mail may say (D4)."""
        mail_account_news(user, now=timezone.now())

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A sign-in code, or what allauth would say to an address without an account. (For a link to a new password
        see ResetPasswordForm.)"""
        owner = owner_of(email)
        if template_prefix == "account/email/login_code" and owner:
            key = mail_sign_in_code(owner, email, context["code"], now=timezone.now())
        else:
            key = mail_nobody(now=timezone.now())
        code_validity.remember(current.request, key)


class MFAAdapter(DefaultMFAAdapter):
    # allauth's own sentences exist in too few languages.
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_generate_recovery_codes": _("Set up the app first. Recovery codes come with it."),
        "too_many_codes": _("That was wrong too often. Wait fifteen minutes, then type the newest code."),
        "incorrect_code": _("This code is not right, or it was used already. Wait for the next one and type that."),
    }

    def encrypt(self, text: str) -> str:
        return fields.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return fields.decrypt(encrypted_text)

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """Seen on a telephone by whoever looks over the shoulder: no address, no name, no role."""
        return "portal"

    def build_totp_svg(self, url: str) -> str:
        """On white, because black on the dark pages of some telephones can't be scanned."""
        picture = BytesIO()
        segno.make(url, micro=False).save(picture, kind="svg", scale=6, dark="#000", light="#fff", xmldecl=False)
        return picture.getvalue().decode()


def _quota(request: HttpRequest, credentials: dict[str, Any]) -> str:
    return known_browsers.quota(request, str(credentials.get("email", "")))


def _who_has_proven(email: str) -> int | None:
    """Of a proven address allauth has looked up one thing less; nobody must be told by the time that it saves."""
    email = readings.email_address(email).replace("\0", "")
    proven = EmailAddress.objects.filter(email=email, verified=True).values_list("user_id", flat=True).first()
    if proven is not None:
        User.objects.filter(email=email).first()
    return proven
