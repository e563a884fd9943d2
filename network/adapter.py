from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context as current
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import translate_url
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from portal.templatetags.portal_tags import without_furigana

from .models import Supporter, User

logger = logging.getLogger(__name__)


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
        "too_many_login_attempts": _("That was wrong too often. Wait five minutes, or sign in by a code."),
        "unknown_email": _("This address is not known here."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts begin with the registration for the network, nowhere else."""
        raise ImmediateHttpResponse(redirect("network:register"))

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """An address that became somebody's login meanwhile can't become another's."""
        if User.objects.filter(email=email_address.email).exclude(pk=email_address.user_id).exists():
            self.add_message(request, messages.ERROR, message=str(self.error_messages["email_taken"]))
            return False
        confirmed: bool = super().confirm_email(request, email_address)
        return confirmed

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> EmailMessage:
        """In the language of the supporter, who may not be the one who asked for the mail."""
        language = _language_of(context.get("user"), email)
        links = {name: translate_url(url, language) for name, url in context.items() if name.endswith("_url")}
        with translation.override(language):
            message = super().render_mail(template_prefix, email, {**context, **links}, headers)
        # No alternatives: there are no HTML templates.
        message.subject, message.body = without_furigana(message.subject), without_furigana(message.body) + "\n"
        message.extra_headers["Content-Language"] = language
        return message

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """These mails go out at once and are never stored, so a mail server that is down is the reader's to know."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as error:
            logger.error("a mail of the accounts could not be sent: %s", type(error).__name__)
            request = current.request
            messages.error(request, _("No mail can be sent at the moment. Please try again in a few minutes."))
            raise ImmediateHttpResponse(redirect(request.get_full_path())) from error


def _language_of(user: User | None, email: str) -> str:
    owners = Supporter.objects.filter(user=user) if user else Supporter.objects.filter(user__email=email)
    return owners.values_list("language", flat=True).first() or translation.get_language() or "vi"
