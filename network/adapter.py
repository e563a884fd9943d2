from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context as current
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import code_validity, interrupted, known_browsers, proving, quotas
from .actions.account_mails import mail_account_news, mail_confirmation, mail_nobody, mail_sign_in_code
from .facts import is_old_mailbox_unsafe, owner_of
from .models import User


class AccountAdapter(DefaultAccountAdapter):
    # allauth's own sentences exist in too few languages.
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. Please ask the office."),
        "email_password_mismatch": _("This address and this password don't belong together."),
        "email_taken": _("This address can't be used."),
        "enter_current_password": _("Please type the password you have now."),
        "incorrect_code": _("This code is not right. Look at the newest mail."),
        "incorrect_password": _("This password is not right."),
        "invalid_or_expired_key": _("This link is used up or too old."),
        "invalid_password_reset": _("This link is used up or too old."),
        "rate_limited": _("That was too often in a short time. Please wait a little."),
        "same_as_current": _("This is the one you have already."),
        "too_many_login_attempts": _("That was wrong too often. Wait fifteen minutes, or sign in by a code."),
        "too_many_mails": _(
            "Mails were sent to this address three times within an hour. Look at the newest one, or wait an hour."
        ),
        "unknown_email": _("This address is not known here."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts begin with the registration for the network, nowhere else."""
        raise ImmediateHttpResponse(redirect("network:register"))

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """The password first, then the app, then a mail to those whose account no app protects."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if user.is_authenticated and not (proving.has_app(user) or is_old_mailbox_unsafe(user.pk)):
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
        interrupted.remember(request, response, user.pk)
        return response

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("wagtail_serve", args=[""])

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        if not quotas.may_try_a_password(_quota(request, credentials), now=timezone.now()):
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if user is not None:
            quotas.password_was_right(_quota(request, credentials))
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Of a known address allauth looks the account up too; an unknown one must not be told by the time it saves."""
        email = str(credentials.get("email", "")).replace("\0", "")
        if not EmailAddress.objects.filter(email__iexact=email).exists():
            User.objects.filter(email=email).first()

    def should_send_confirmation_mail(self, request: HttpRequest, email_address: EmailAddress, signup: bool) -> bool:
        quota = known_browsers.quota(request, email_address.email)
        return quotas.may_be_written_to(quota, now=timezone.now())

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Only the address by which somebody signs in; another one takes its place on other ways."""
        if email_address.email != email_address.user.email:
            self.add_message(request, messages.ERROR, message=str(self.error_messages["email_taken"]))
            return False
        confirmed: bool = super().confirm_email(request, email_address)
        return confirmed

    def send_confirmation_mail(self, request: HttpRequest, emailconfirmation: Any, signup: bool) -> None:
        mail_confirmation(emailconfirmation.email_address, now=timezone.now())

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


def _quota(request: HttpRequest, credentials: dict[str, Any]) -> str:
    return known_browsers.quota(request, str(credentials.get("email", "")))
